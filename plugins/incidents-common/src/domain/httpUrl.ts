/** The address when it is one of the web, else null: what comes from outside may hold a script. */
export function httpUrl(text: string | null | undefined): string | null {
  if (!text || !URL.canParse(text)) return null;
  return /^https?:$/.test(new URL(text).protocol) ? text : null;
}
