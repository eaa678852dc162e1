export const roleArn = 'arn:aws:iam::000000000000:role/any';

export const hello = JSON.stringify({
  StartAt: 'Hello',
  States: { Hello: { Type: 'Pass', Result: 'world', ResultPath: '$.hello', End: true } },
});

export const waiting = JSON.stringify({ StartAt: 'Wait', States: { Wait: { Type: 'Wait', Seconds: 3600, End: true } } });

export const activity = (arn) =>
  JSON.stringify({ StartAt: 'Work', States: { Work: { Type: 'Task', Resource: arn, HeartbeatSeconds: 30, End: true } } });
