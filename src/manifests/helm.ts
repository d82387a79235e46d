/** Whether a text that does not parse, or stands in a chart's templates, is a Helm template. */
export function isHelmTemplate(text: string): boolean {
  return /\{\{-?\s*(?:\.|\$|if|range|with|include|template|define|end|toYaml|tpl|default|quote|lookup|block|\/\*)/.test(
    text,
  );
}
