// Evaluates expressions with cel-go and all of its extensions, counting costs as the API server does:
// a JSON object a line in, with an expression and the version of the library of strings, and one out.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"log"
	"os"
	"strconv"
	"time"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
	"github.com/google/cel-go/common/types/traits"
	"github.com/google/cel-go/ext"
	"github.com/google/cel-go/interpreter"
	"k8s.io/apiserver/pkg/cel/library"
)

type question struct {
	Expression string `json:"expression"`
	Strings    uint32 `json:"strings"`
}

type answer struct {
	// Why the expression is refused.
	Refused string `json:"refused,omitempty"`
	// What went wrong while it was evaluated.
	Error string `json:"error,omitempty"`
	Value any    `json:"value,omitempty"`
	Type  string `json:"type,omitempty"`
	Cost  uint64 `json:"cost"`
}

// The version of the library of strings that Kubernetes has.
const kubernetes = 2

func environment(version uint32) (*cel.Env, error) {
	validators := []cel.ASTValidator{}
	if version == kubernetes {
		validators = append(
			validators,
			cel.ValidateDurationLiterals(),
			cel.ValidateTimestampLiterals(),
			cel.ValidateRegexLiterals(),
		)
	}
	return cel.NewEnv(
		cel.ASTValidators(validators...),
		cel.OptionalTypes(),
		cel.DefaultUTCTimeZone(true),
		cel.CrossTypeNumericComparisons(true),
		ext.Strings(ext.StringsVersion(version)),
		ext.Math(),
		ext.Lists(),
		ext.Sets(),
		ext.Encoders(),
		ext.Bindings(),
		ext.TwoVarComprehensions(),
		ext.Regex(),
	)
}

func evaluate(env *cel.Env, expression string) answer {
	ast, issues := env.Compile(expression)
	if issues.Err() != nil {
		return answer{Refused: issues.Errors()[0].Message}
	}
	program, err := env.Program(
		ast,
		cel.EvalOptions(cel.OptOptimize, cel.OptTrackCost),
		cel.CostTracking(&library.CostEstimator{}),
		cel.CostTrackerOptions(interpreter.PresenceTestHasCost(false)),
	)
	if err != nil {
		return answer{Refused: err.Error()}
	}
	value, details, err := program.Eval(map[string]any{})
	result := answer{Type: ast.OutputType().String()}
	if details != nil && details.ActualCost() != nil {
		result.Cost = *details.ActualCost()
	}
	if err != nil {
		result.Error = err.Error()
	} else {
		result.Value = describe(value)
	}
	return result
}

// The value as the CEL specification's protobuf message reads in JSON, and optionals besides.
func describe(value ref.Val) map[string]any {
	switch v := value.(type) {
	case types.Null:
		return map[string]any{"nullValue": nil}
	case types.Bool:
		return map[string]any{"boolValue": bool(v)}
	case types.Int:
		return map[string]any{"int64Value": strconv.FormatInt(int64(v), 10)}
	case types.Uint:
		return map[string]any{"uint64Value": strconv.FormatUint(uint64(v), 10)}
	case types.Double:
		return map[string]any{"doubleValue": formatDouble(float64(v))}
	case types.String:
		return map[string]any{"stringValue": string(v)}
	case types.Bytes:
		return map[string]any{"bytesValue": []byte(v)}
	case *types.Type:
		return map[string]any{"typeValue": v.TypeName()}
	case types.Duration:
		seconds := fmt.Sprintf("%dns", v.Duration.Nanoseconds())
		return map[string]any{"objectValue": map[string]any{"@type": "google.protobuf.Duration", "value": seconds}}
	case types.Timestamp:
		at := v.Time.UTC().Format(time.RFC3339Nano)
		return map[string]any{"objectValue": map[string]any{"@type": "google.protobuf.Timestamp", "value": at}}
	case *types.Optional:
		if !v.HasValue() {
			return map[string]any{"optionalValue": map[string]any{}}
		}
		return map[string]any{"optionalValue": map[string]any{"value": describe(v.GetValue())}}
	case traits.Lister:
		values := []any{}
		for it := v.Iterator(); it.HasNext() == types.True; {
			values = append(values, describe(it.Next()))
		}
		return map[string]any{"listValue": map[string]any{"values": values}}
	case traits.Mapper:
		entries := []any{}
		for it := v.Iterator(); it.HasNext() == types.True; {
			key := it.Next()
			entries = append(entries, map[string]any{"key": describe(key), "value": describe(v.Get(key))})
		}
		return map[string]any{"mapValue": map[string]any{"entries": entries}}
	}
	log.Fatalf("no description of a %T", value)
	return nil
}

func formatDouble(value float64) string {
	switch text := strconv.FormatFloat(value, 'g', -1, 64); text {
	case "+Inf":
		return "Infinity"
	case "-Inf":
		return "-Infinity"
	default:
		return text
	}
}

func main() {
	environments := map[uint32]*cel.Env{}
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	in := bufio.NewScanner(os.Stdin)
	in.Buffer(nil, 1<<24)
	for in.Scan() {
		var asked question
		if err := json.Unmarshal(in.Bytes(), &asked); err != nil {
			log.Fatal(err)
		}
		env, known := environments[asked.Strings]
		if !known {
			made, err := environment(asked.Strings)
			if err != nil {
				log.Fatal(err)
			}
			env, environments[asked.Strings] = made, made
		}
		line, err := json.Marshal(evaluate(env, asked.Expression))
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
