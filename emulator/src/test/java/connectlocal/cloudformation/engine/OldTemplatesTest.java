package connectlocal.cloudformation.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import connectlocal.cloudformation.template.Template;
import connectlocal.http.AwsError;
import org.junit.jupiter.api.Test;

/** A rule that is newer than a stack is held against its next template, not against the one that it has. */
class OldTemplatesTest extends LibraryRig {
    private static String snapshot(String policy) {
        return template(book("V", "\"Name\":\"v\"", ",\"" + policy + "\":\"Snapshot\""));
    }

    private void deployed(String body) throws Exception {
        create(template(book("V", "\"Name\":\"v\"")));
        Stack stack = engine.stacks.find("s").orElseThrow();
        synchronized (stack) {
            Deployment old = stack.deployment;
            Template template = Template.parse(body);
            stack.deployment = new Deployment(
                    template,
                    template.bind(old.given(), old.surroundings()),
                    old.given(),
                    old.tags(),
                    old.capabilities(),
                    old.notificationArns(),
                    old.roleArn(),
                    old.rollback(),
                    old.surroundings());
            engine.kept.stack(stack);
        }
    }

    @Test
    void stack_whoseTemplateAsksForASnapshot_isThereAfterARestart() throws Exception {
        deployed(snapshot("DeletionPolicy"));
        killed();
        assertThat(engine.stacks.find("s").orElseThrow().deployment.template().body())
                .isEqualTo(snapshot("DeletionPolicy"));
        update(template(book("V", "\"Name\":\"v\",\"Pages\":1")), StackStatus.UPDATE_COMPLETE);
    }

    @Test
    void newTemplate_thatAsksForASnapshot_isRefused() throws Exception {
        create(template(book("V", "\"Name\":\"v\"")));
        for (String policy : new String[] {"DeletionPolicy", "UpdateReplacePolicy"}) {
            var request = StackRequestBuilder.forStack("s", snapshot(policy)).build();
            String words = policy.equals("DeletionPolicy") ? "deletion policy" : "update replace policy";
            assertThatThrownBy(() -> engine.stacks().update(request))
                    .isInstanceOf(AwsError.class)
                    .hasMessage(
                            "Template error: resource type Test::Shelf::Book does not support " + words + " Snapshot");
        }
    }
}
