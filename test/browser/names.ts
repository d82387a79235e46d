/** Names that are hard to lay out: long, without a place to break, from right to left, wide, or of pictures. */
export const hardNames: readonly string[] = [
  'a'.repeat(253),
  'checkout-service-for-the-european-market-with-a-name-that-nobody-can-remember-but-everybody-has-to-type',
  'خدمة-الدفع-الإلكتروني',
  'שירות-תשלום-checkout',
  '結帳服務的後端與前端以及資料庫',
  'กขฃคฅฆงจฉชซฌญฎฏฐฑฒณดตถทธนบปผฝพฟภมยรลวศษสหฬอฮ',
  '🛒👩‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿🇪🇺-shop',
  'Z̷̡̛͕̰a̸̢͝l̵̪̈g̶̮̿o̸̳͒',
  'x y\tz',
  '\u202Egnp.exe\u2066',
];

/** As many careless Deployments, in YAML, named after these or by number. */
export function careless(count: number, names: readonly string[] = []): string {
  return Array.from({ length: count }, (_, index) => {
    const name = JSON.stringify(names[index] ?? `app-${index}`);
    const namespace = JSON.stringify(names[index] ?? `team-${index % 40}`);
    return `apiVersion: apps/v1
kind: Deployment
metadata: { name: ${name}, namespace: ${namespace}, labels: { team: ${namespace} } }
spec:
  selector: { matchLabels: { app: a${index} } }
  template:
    metadata: { labels: { app: a${index} } }
    spec:
      containers: [{ name: app, image: ${JSON.stringify(`registry.example/${names[index] ?? 'app'}:latest`)}, securityContext: { privileged: true } }]
`;
  }).join('---\n');
}
