// Evaluates CEL expressions in the environment that an API server gives to new expressions: a JSON text a
// line comes in, an answer a line goes out. The one argument is the minor version of compatibility.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"

	"github.com/google/cel-go/cel"
	"github.com/google/cel-go/common/types"
	"github.com/google/cel-go/common/types/ref"
	"k8s.io/apimachinery/pkg/util/version"
	"k8s.io/apiserver/pkg/cel/environment"
)

type answer struct {
	Refused bool   `json:"refused,omitempty"`
	Error   string `json:"error,omitempty"`
	Type    string `json:"type,omitempty"`
	Value   string `json:"value,omitempty"`
	Cost    uint64 `json:"cost,omitempty"`
}

func describe(value ref.Val) string {
	switch v := value.(type) {
	case types.Bool:
		return fmt.Sprintf("bool %t", bool(v))
	case types.Int:
		return fmt.Sprintf("int %d", int64(v))
	case types.Uint:
		return fmt.Sprintf("uint %d", uint64(v))
	case types.Double:
		return fmt.Sprintf("double %g", float64(v))
	case types.String:
		return "string " + string(v)
	default:
		return value.Type().TypeName()
	}
}

func evaluate(env *cel.Env, text string) answer {
	ast, issues := env.Compile(text)
	if issues != nil && issues.Err() != nil {
		return answer{Refused: true}
	}
	program, err := env.Program(ast)
	if err != nil {
		return answer{Refused: true}
	}
	value, details, err := program.Eval(map[string]any{})
	a := answer{Type: ast.OutputType().String()}
	if details != nil && details.ActualCost() != nil {
		a.Cost = *details.ActualCost()
	}
	if err != nil {
		a.Error = err.Error()
	} else {
		a.Value = describe(value)
	}
	return a
}

func main() {
	set := environment.MustBaseEnvSet(version.MustParse("1." + os.Args[1]))
	env := set.NewExpressionsEnv()
	lines := bufio.NewScanner(os.Stdin)
	lines.Buffer(make([]byte, 1<<20), 1<<26)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for lines.Scan() {
		var text string
		if err := json.Unmarshal(lines.Bytes(), &text); err != nil {
			panic(err)
		}
		if err := encoder.Encode(evaluate(env, text)); err != nil {
			panic(err)
		}
	}
}
