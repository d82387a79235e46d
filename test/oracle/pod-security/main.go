// What Pod Security says: a pod and a minor version on each line of input, the verdicts on each line of output.
package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/pod-security-admission/api"
	"k8s.io/pod-security-admission/policy"
)

type question struct {
	Minor int        `json:"minor"`
	Pod   corev1.Pod `json:"pod"`
}

type answer struct {
	// Whether the level admits the pod.
	Baseline   bool `json:"baseline"`
	Restricted bool `json:"restricted"`
	// The checks that exist in this version, and whether the pod passes each, levels and overriding aside.
	Checks map[policy.CheckID]bool `json:"checks"`
}

func main() {
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run() error {
	checks := policy.DefaultChecks()
	evaluator, err := policy.NewEvaluator(checks, nil)
	if err != nil {
		return err
	}
	in := json.NewDecoder(bufio.NewReader(os.Stdin))
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	encoder := json.NewEncoder(out)
	for in.More() {
		var asked question
		if err := in.Decode(&asked); err != nil {
			return err
		}
		version := api.MajorMinorVersion(1, asked.Minor)
		admits := func(level api.Level) bool {
			at := api.LevelVersion{Level: level, Version: version}
			results := evaluator.EvaluatePod(at, &asked.Pod.ObjectMeta, &asked.Pod.Spec)
			return policy.AggregateCheckResults(results).Allowed
		}
		given := answer{
			Baseline:   admits(api.LevelBaseline),
			Restricted: admits(api.LevelRestricted),
			Checks:     each(checks, version, &asked.Pod),
		}
		if err := encoder.Encode(given); err != nil {
			return err
		}
	}
	return nil
}

func each(checks []policy.Check, version api.Version, pod *corev1.Pod) map[policy.CheckID]bool {
	passed := map[policy.CheckID]bool{}
	for _, check := range checks {
		// Versions are in rising order: the last that is not newer is the one at work.
		for _, versioned := range check.Versions {
			if !version.Older(versioned.MinimumVersion) {
				passed[check.ID] = versioned.CheckPod(&pod.ObjectMeta, &pod.Spec).Allowed
			}
		}
	}
	return passed
}
