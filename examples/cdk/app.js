// Users of an Amazon Connect instance as a CDK app. The ids are those of the emulator's built-in seed; on AWS give yours
// by -c instanceArn=... -c routingProfileArn=... -c securityProfileArn=... -c teamArn=...
// Account and region are those of your credentials, unless -c account=... -c region=... says otherwise.
const { App, CfnOutput, SecretValue, Stack } = require('aws-cdk-lib');
const { CfnUser } = require('aws-cdk-lib/aws-connect');

const INSTANCE = 'arn:aws:connect:us-east-1:123456789012:instance/11111111-1111-1111-1111-111111111111';

class UsersStack extends Stack {
  constructor(scope, id, props) {
    super(scope, id, props);
    const given = (name, otherwise) => this.node.tryGetContext(name) ?? otherwise;
    const instanceArn = given('instanceArn', INSTANCE);
    const everybody = {
      instanceArn,
      // What Secrets Manager holds; the template has the reference alone.
      password: SecretValue.secretsManager('connect/first-password', { jsonField: 'password' }).unsafeUnwrap(),
      routingProfileArn: given('routingProfileArn', `${instanceArn}/routing-profile/22222222-2222-2222-2222-222222222222`),
      securityProfileArns: [
        given('securityProfileArn', `${instanceArn}/security-profile/33333333-3333-3333-3333-333333333333`),
      ],
      phoneConfig: { phoneType: 'SOFT_PHONE' },
    };

    const agent = new CfnUser(this, 'Agent', {
      ...everybody,
      username: 'barbara.liskov',
      identityInfo: { firstName: 'Barbara', lastName: 'Liskov', email: 'barbara@example.com' },
      userProficiencies: [
        { attributeName: 'Language', attributeValue: 'English', level: Number(given('level', 4)) },
      ],
    });
    new CfnUser(this, 'Supervisor', {
      ...everybody,
      username: 'frances.allen',
      identityInfo: { firstName: 'Frances', lastName: 'Allen' },
      hierarchyGroupArn: given('teamArn', `${instanceArn}/agent-group/44444444-4444-4444-4444-444444444444`),
      tags: [{ key: 'Team', value: 'Berlin' }],
    });
    if (given('existing')) {
      // A user made by hand, to be taken over by `cdk import`.
      new CfnUser(this, 'Existing', {
        ...everybody,
        password: undefined,
        username: given('existing'),
        identityInfo: { firstName: 'Made', lastName: 'ByHand' },
      });
    }
    new CfnOutput(this, 'AgentArn', { value: agent.attrUserArn });
  }
}

const app = new App();
const place = (name, ofCredentials, otherwise) => app.node.tryGetContext(name) ?? ofCredentials ?? otherwise;
new UsersStack(app, 'cdk-users', {
  env: {
    account: place('account', process.env.CDK_DEFAULT_ACCOUNT, '123456789012'),
    region: place('region', process.env.CDK_DEFAULT_REGION, 'us-east-1'),
  },
});
