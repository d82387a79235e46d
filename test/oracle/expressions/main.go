// Evaluates expressions as a ValidatingAdmissionPolicy of Kubernetes 1.36 does: the API server's own environment, its
// compiler of policies, its count of costs. A question in JSON a line in, an answer a line out.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"strconv"
	"strings"
	"syscall"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
	"github.com/google/cel-go/common/types/traits"
	"k8s.io/apimachinery/pkg/api/resource"
	k8sjson "k8s.io/apimachinery/pkg/util/json"
	"k8s.io/apimachinery/pkg/util/version"
	admission "k8s.io/apiserver/pkg/admission/plugin/cel"
	"k8s.io/apiserver/pkg/cel/environment"
)

// What an answer may take; a hostile expression ends the program, not the machine.
const memory = 6 << 30

type question struct {
	Expression string          `json:"expression,omitempty"`
	Object     json.RawMessage `json:"object,omitempty"`
	// Instead of an expression: a quantity to be read and written.
	Quantity *string `json:"quantity,omitempty"`
}

type answer struct {
	// Why a policy with the expression would be refused.
	Refused string `json:"refused,omitempty"`
	// What went wrong while it was evaluated.
	Error string `json:"error,omitempty"`
	Type  string `json:"type,omitempty"`
	Value any    `json:"value,omitempty"`
	Cost  uint64 `json:"cost"`
	// The API server's own code crashes on it: nobody can agree with that.
	Crashed string `json:"crashed,omitempty"`
}

type anything struct{ expression string }

func (a anything) GetExpression() string    { return a.expression }
func (a anything) ReturnTypes() []*cel.Type { return []*cel.Type{cel.AnyType} }

func answerTo(compiler admission.Compiler, asked question) (result answer) {
	defer func() {
		if crash := recover(); crash != nil {
			result = answer{Crashed: fmt.Sprint(crash)}
		}
	}()
	if asked.Quantity != nil {
		return quantityOf(*asked.Quantity)
	}
	compiled := compiler.CompileCELExpression(
		anything{asked.Expression},
		admission.OptionalVariableDeclarations{},
		environment.NewExpressions,
	)
	if compiled.Error != nil {
		return answer{Refused: compiled.Error.Detail}
	}
	var object map[string]any
	if err := k8sjson.Unmarshal(asked.Object, &object); err != nil {
		log.Fatal(err)
	}
	value, details, err := compiled.Program.ContextEval(context.Background(), map[string]any{
		"object":    object,
		"oldObject": nil,
	})
	result.Type = compiled.OutputType.String()
	if details != nil && details.ActualCost() != nil {
		result.Cost = *details.ActualCost()
	}
	if err != nil && strings.HasPrefix(err.Error(), "internal error: runtime error") {
		result.Crashed = err.Error()
	} else if err != nil {
		result.Error = err.Error()
	} else {
		result.Value = describe(value)
	}
	return result
}

func quantityOf(text string) answer {
	quantity, err := resource.ParseQuantity(text)
	if err != nil {
		return answer{Error: err.Error()}
	}
	return answer{Value: quantity.String()}
}

// A value with its type, in JSON: numbers as text, for JSON's are doubles.
func describe(value ref.Val) any {
	switch v := value.(type) {
	case types.Null:
		return map[string]any{"null": true}
	case types.Bool:
		return map[string]any{"bool": bool(v)}
	case types.Int:
		return map[string]any{"int": strconv.FormatInt(int64(v), 10)}
	case types.Uint:
		return map[string]any{"uint": strconv.FormatUint(uint64(v), 10)}
	case types.Double:
		return map[string]any{"double": strconv.FormatFloat(float64(v), 'g', -1, 64)}
	case types.String:
		return map[string]any{"string": string(v)}
	case types.Bytes:
		return map[string]any{"bytes": []byte(v)}
	case types.Duration:
		return map[string]any{"duration": strconv.FormatInt(v.Duration.Nanoseconds(), 10)}
	case types.Timestamp:
		seconds := strconv.FormatInt(v.Time.Unix(), 10)
		return map[string]any{"timestamp": fmt.Sprintf("%s.%09d", seconds, v.Time.Nanosecond())}
	case *types.Type:
		return map[string]any{"type": v.TypeName()}
	case *types.Optional:
		if !v.HasValue() {
			return map[string]any{"optional": []any{}}
		}
		return map[string]any{"optional": []any{describe(v.GetValue())}}
	case traits.Lister:
		elements := []any{}
		for it := v.Iterator(); it.HasNext() == types.True; {
			elements = append(elements, describe(it.Next()))
		}
		return map[string]any{"list": elements}
	case traits.Mapper:
		entries := []any{}
		for it := v.Iterator(); it.HasNext() == types.True; {
			key := it.Next()
			entries = append(entries, []any{describe(key), describe(v.Get(key))})
		}
		return map[string]any{"map": entries}
	}
	return map[string]any{"other": value.Type().TypeName()}
}

func main() {
	limit := syscall.Rlimit{Cur: memory, Max: memory}
	if err := syscall.Setrlimit(syscall.RLIMIT_DATA, &limit); err != nil {
		log.Fatal(err)
	}
	compiler := admission.NewCompiler(environment.MustBaseEnvSet(version.MajorMinor(1, 36)))
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 1<<26)
	for in.Scan() {
		var asked question
		if err := json.Unmarshal(in.Bytes(), &asked); err != nil {
			log.Fatal(err)
		}
		line, err := json.Marshal(answerTo(compiler, asked))
		if err != nil {
			log.Fatal(err)
		}
		out.Write(line)
		out.WriteByte('\n')
	}
	if err := in.Err(); err != nil {
		log.Fatal(err)
	}
}
