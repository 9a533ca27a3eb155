import { SECRETS } from './secrets';

/** A component whose annotations hold whatever a careless or hostile author may write. */
export const oddEntity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name: 'odd',
    title: '<script>alert(1)</script>',
    annotations: {
      'backstage.io/kubernetes-id': `hopngo"} or vector(1) #`,
      'backstage.io/kubernetes-label-selector': 'app=$(rm -rf /),`id`;\n\t"\'',
      'github.com/project-slug': '../../admin?x=1#/hopngo',
      'prometheus.io/service-name': 'a"}[5m])) or up{x="\n',
      'opsdeck.io/slos': 'http://169.254.169.254/latest/meta-data/',
      'opsdeck.io/runbooks': `https://ann:${SECRETS.urlPassword}@127.0.0.1/run.md, ../../../../etc/passwd`,
      'opsdeck.io/rpo': "P1D'; DROP TABLE backups; --",
      'opsdeck.io/tier': '__proto__',
    },
  },
  spec: { type: 'service', lifecycle: 'production', owner: 'nobody' },
};
