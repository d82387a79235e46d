import { fixCallShape, type FixCall } from './fix-call.ts';
import { confirmFix, fixDeployment } from './fix-deployment.ts';
import { fixManifest } from './fix-manifest.ts';
import { fixShape } from './fix-shape.ts';
import { invalid, openCall } from './open-call.ts';
import { defineTool } from './tool.ts';

export const autoFixPolicyViolations = defineTool({
  name: 'auto_fix_policy_violations',
  summary:
    'Repair what can safely be repaired in a deployment: a plan first, which is carried out when it is confirmed.',
  effect: 'write',
  input: fixCallShape,
  output: fixShape,
  async plan(asked: FixCall, context) {
    const call = await openCall(asked, context);
    const output =
      call.cluster === undefined
        ? await fixManifest(call, asked, context)
        : await fixDeployment(call, asked, context);
    return { plan: output.plan, output };
  },
  async apply(plan, asked: FixCall, context) {
    const call = await openCall(asked, context);
    if (call.cluster === undefined)
      throw invalid(
        'a manifest of a call is never changed: there is nothing to confirm',
        'Leave out confirm.',
      );
    return confirmFix(plan, call, asked, context);
  },
});
