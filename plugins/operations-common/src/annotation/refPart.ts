/** Whether a text can be the kind, namespace or name of an entity, by the catalog's own rule. */
export function isRefPart(text: string): boolean {
  return /^[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/.test(text);
}
