import { dangersOf } from './dangers';

describe('dangersOf', () => {
  it.each([
    ['rm -rf /var/x', 'rm -rf'],
    ['sudo rm -fr x', 'rm -rf'],
    ['rm -r -f x', 'rm -rf'],
    ['rm --verbose -Rf x', 'rm -rf'],
    ['kubectl delete pod x', 'kubectl delete'],
    ['kubectl --context prod -n a delete deploy x', 'kubectl delete'],
    ['oc delete pod x', 'kubectl delete'],
    ['kubectl scale deploy x --replicas=0', 'kubectl scale to 0'],
    ['terraform apply -auto-approve', 'terraform apply'],
    ['terraform -chdir=prod apply', 'terraform apply'],
    ['terraform destroy', 'terraform destroy'],
    ['psql -c "drop table x"', 'DROP'],
    ['DROP DATABASE x;', 'DROP'],
    ['ALTER TABLE a DROP COLUMN b', 'DROP'],
    ['TRUNCATE bookings;', 'TRUNCATE'],
    ['DELETE FROM x WHERE y', 'DELETE FROM'],
    ['SELECT pg_terminate_backend(pid)', 'pg_terminate_backend'],
    ['redis-cli FLUSHALL', 'FLUSHALL'],
    ['aws rds delete-db-instance --id x', 'aws delete'],
    ['aws ec2 terminate-instances --ids x', 'aws delete'],
    ['aws s3 rm s3://x --recursive', 'aws s3 rm'],
    ['aws s3 sync a s3://b --delete', 'aws s3 sync --delete'],
    ['aws rds \\\n  promote-read-replica --id x', 'promote replica'],
    ['git push --force', 'git push --force'],
    ['git push -f origin main', 'git push --force'],
    ['kill -9 123', 'kill -9'],
    ['docker system prune -a', 'docker prune'],
    ['dd if=a of=/dev/sda', 'dd'],
    ['sudo reboot', 'reboot'],
  ])('marks %j', (command, danger) => {
    expect(dangersOf(command)).toContain(danger);
  });

  it.each([
    'ls farm -rf',
    'rm file.txt',
    'rm -r build',
    'kubectl get pods',
    'kubectl delete pod x --dry-run=client',
    'kubectl rollout status deployment/delete-worker',
    'kubectl get pods; echo delete me later',
    'terraform plan',
    'terraform plan # then terraform apply',
    '# terraform apply',
    '-- DROP TABLE x',
    'show dropdown index',
    'iptables -j DROP',
    'git push --force-with-lease',
    'aws s3 ls',
    'helm upgrade --install delete-me chart',
    'vacuum analyze',
    'echo "no rebooting today"',
  ])('does not mark %j', command => {
    expect(dangersOf(command)).toEqual([]);
  });

  it('names each danger of a script once', () => {
    expect(dangersOf('rm -rf a\nrm -rf b\nterraform apply')).toEqual([
      'rm -rf',
      'terraform apply',
    ]);
  });
});
