import { RequestCount } from '../server/gate';
import { Source, SWITCHES, SwitchName } from '../world/scenarios';
import { Standing } from './story';

const STYLE = `
  :root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
  body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; }
  table { border-collapse: collapse; width: 100%; margin-bottom: 2rem; }
  caption { text-align: left; padding-bottom: .5rem; }
  th, td { text-align: left; padding: .4rem .6rem; border-bottom: 1px solid #8884; }
  button { font: inherit; padding: .3rem .8rem; min-width: 8rem; }
  form { margin: 0; }
`;

/** What the page shows. */
export interface PageContent {
  now: number;
  standings: readonly Standing[];
  counts: ReadonlyMap<Source, RequestCount>;
  urls: Readonly<Record<string, string>>;
}

/** The control page: every switch as a form of its own, so that it works without scripts. */
export function renderPage(content: PageContent): string {
  const names = Object.keys(SWITCHES) as SwitchName[];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>Demo cloud</title>
<style>${STYLE}</style>
</head>
<body>
<main>
<h1>Demo cloud</h1>
<p>The stand-in clouds show the world as of <time>${new Date(
    content.now,
  ).toISOString()}</time>.</p>
<h2>Switches</h2>
${names.map(name => switchTable(name, content.standings)).join('\n')}
<h2>Stand-ins</h2>
${sourceTable(content)}
</main>
</body>
</html>
`;
}

function switchTable(name: SwitchName, standings: readonly Standing[]): string {
  const rows = standings.filter(standing => standing.switch === name);
  return `<table>
<caption><strong>${name}</strong>: ${escape(SWITCHES[name])}</caption>
<thead><tr><th scope="col">For</th><th scope="col">Stands</th><th scope="col">Turn</th></tr></thead>
<tbody>
${rows.map(switchRow).join('\n')}
</tbody>
</table>`;
}

function switchRow({ switch: name, target, on, since }: Standing): string {
  const turned = on ? 'off' : 'on';
  const stands = since ? `on since ${since}` : 'on';
  return `<tr><th scope="row">${escape(target)}</th><td>${
    on ? stands : 'off'
  }</td><td><form method="post" action="/scenarios">
<input type="hidden" name="switch" value="${name}">
<input type="hidden" name="target" value="${escape(target)}">
<input type="hidden" name="on" value="${!on}">
<button aria-label="Turn ${turned} ${name} for ${escape(
    target,
  )}">Turn ${turned}</button>
</form></td></tr>`;
}

function sourceTable({ counts, urls }: PageContent): string {
  const rows = [...counts].map(
    ([source, { requests, faults }]) =>
      `<tr><th scope="row">${source}</th><td>${escape(
        urls[source] ?? '',
      )}</td><td>${requests}</td><td>${faults}</td></tr>`,
  );
  return `<table>
<caption>Requests since the start</caption>
<thead><tr><th scope="col">Stand-in</th><th scope="col">Address</th><th scope="col">Requests</th><th scope="col">Met a fault</th></tr></thead>
<tbody>
${rows.join('\n')}
</tbody>
</table>`;
}

function escape(text: string): string {
  return text
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;')
    .replace(/>/g, '&gt;')
    .replace(/"/g, '&quot;');
}
