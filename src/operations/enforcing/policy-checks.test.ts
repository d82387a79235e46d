import { expect, test } from 'vitest';
import { policyChecks } from './policy-checks.ts';

const metrics = `# HELP apiserver_validating_admission_policy_check_total [BETA] …
# TYPE apiserver_validating_admission_policy_check_total counter
apiserver_validating_admission_policy_check_total{enforcement_action="audit",error_type="no_error",policy="no-x",policy_binding="a"} 2
apiserver_validating_admission_policy_check_total{enforcement_action="audit",error_type="no_error",policy="no-x",policy_binding="b"} 1e+03
apiserver_validating_admission_policy_check_total{enforcement_action="deny",error_type="no_error",policy="no-x",policy_binding="b"} 7
apiserver_validating_admission_policy_check_total{enforcement_action="audit",error_type="no_error",policy="no-x-2",policy_binding="b"} 5
apiserver_validating_admission_policy_check_total{enforcement_action="allow",error_type="no_error",policy="no-x",policy_binding="b"} 9
`;

test('violations of a policy are counted over its bindings, and no other', () => {
  expect(policyChecks(metrics, 'no-x')).toEqual({ audit: 1002, deny: 7, warn: 0 });
  expect(policyChecks('', 'no-x')).toEqual({ audit: 0, deny: 0, warn: 0 });
});
