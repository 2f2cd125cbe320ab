package connectlocal.cloudformation.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import connectlocal.http.AwsError;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a deployment takes from the one before, and what it asks of the caller. */
class PlannerTest extends KeptStacksRig {
    private static final String ROLE = "arn:aws:iam::123456789012:role/deployer";
    private static final String EXPANDED = "{\"Transform\":\"AWS::LanguageExtensions\",\"Resources\":{\"A\":{\"Type\":"
            + "\"Test::Shelf::Book\",\"Properties\":{\"Id\":\"a\",\"Title\":\"%s\"}}}}";

    /** A book whose title is a parameter with this default. */
    private static String defaulting(String parameter, String value) {
        return ("{\"Parameters\":{\"%1$s\":{\"Type\":\"String\",\"Default\":\"%2$s\"}},\"Resources\":{\"A\":{\"Type\":"
                        + "\"Test::Shelf::Book\",\"Properties\":{\"Id\":\"a\",\"Title\":{\"Ref\":\"%1$s\"}}}}}")
                .formatted(parameter, value);
    }

    private static StackRequest request(String template, Optional<String> role) {
        return StackRequestBuilder.forStack("s", template).role(role).build();
    }

    private Deployment deployed() {
        return engine.stacks.find("s").orElseThrow().deployment;
    }

    private void execute(String name) {
        engine.changeSets().execute(Optional.of("s"), name, Optional.empty(), Optional.empty(), Optional.empty());
    }

    @Test
    void previousValue_thatWasADefault_staysWhenTheNewTemplateHasAnother() throws Exception {
        engine.stacks().create(request("s", defaulting("P", "old"), Map.of()));
        await("s", StackStatus.CREATE_COMPLETE);
        Map<String, Optional<String>> kept = Map.of("P", Optional.empty());
        assertThatThrownBy(() -> engine.stacks().update(request("s", defaulting("P", "new"), kept)))
                .hasMessage("No updates are to be performed.");
        killed();
        engine.changeSets()
                .create(order("c", "s", defaulting("P", "new").replace("\"Id\":\"a\"", "\"Id\":\"b\""), kept));
        execute("c");
        await("s", StackStatus.UPDATE_COMPLETE);
        assertThat(deployed().bound().parameterValues()).containsEntry("P", "old");
        engine.stacks().update(request("s", defaulting("P", "new"), Map.of()));
        await("s", StackStatus.UPDATE_COMPLETE);
        assertThat(deployed().bound().parameterValues()).containsEntry("P", "new");
    }

    @Test
    void previousValue_ofAParameterThatIsNew_isRefusedThoughItHasADefault() throws Exception {
        engine.stacks().create(request("s", defaulting("P", "old"), Map.of()));
        await("s", StackStatus.CREATE_COMPLETE);
        String words = "Invalid input for parameter key Q. Cannot specify usePreviousValue as true for a parameter key"
                + " not in the previous template";
        Map<String, Optional<String>> missing = Map.of("Q", Optional.empty());
        assertThatThrownBy(() -> engine.stacks().update(request("s", defaulting("Q", "new"), missing)))
                .isInstanceOf(AwsError.class)
                .hasMessage(words);
        assertThatThrownBy(() -> engine.stacks().create(request("t", defaulting("Q", "new"), missing)))
                .isInstanceOf(AwsError.class)
                .hasMessage(words);
        assertThatThrownBy(() -> engine.changeSets().create(making("t", defaulting("Q", "new"), missing)))
                .isInstanceOf(AwsError.class)
                .hasMessage("Cannot specify UsePreviousValue on Parameters when ChangeSetType is CREATE");
    }

    @Test
    void role_staysUntilAnotherIsNamed() throws Exception {
        engine.stacks().create(request(defaulting("P", "1"), Optional.of(ROLE)));
        await("s", StackStatus.CREATE_COMPLETE);
        engine.stacks().update(request(defaulting("P", "2"), Optional.empty()));
        await("s", StackStatus.UPDATE_COMPLETE);
        assertThat(deployed().roleArn()).isEqualTo(ROLE);
        engine.changeSets().create(order("c", "s", defaulting("P", "3"), Map.of()));
        execute("c");
        await("s", StackStatus.UPDATE_COMPLETE);
        assertThat(deployed().roleArn()).isEqualTo(ROLE);
        engine.stacks().update(request(defaulting("P", "4"), Optional.of(ROLE + "-2")));
        await("s", StackStatus.UPDATE_COMPLETE);
        assertThat(deployed().roleArn()).isEqualTo(ROLE + "-2");
    }

    /** Whoever reviews what a transform has made of a template need not say that it may. */
    @Test
    void transform_isToBeAcknowledged_exceptForAChangeSet() throws Exception {
        String words = "Requires capabilities : [CAPABILITY_AUTO_EXPAND]";
        assertThatThrownBy(() -> engine.stacks().create(request(EXPANDED.formatted("1"), Optional.empty())))
                .hasMessage(words);
        engine.changeSets().create(making("s", EXPANDED.formatted("1"), Map.of()));
        execute("c");
        await("s", StackStatus.CREATE_COMPLETE);
        assertThatThrownBy(() -> engine.stacks().update(request(EXPANDED.formatted("2"), Optional.empty())))
                .hasMessage(words);
        engine.changeSets().create(order("d", "s", EXPANDED.formatted("2"), Map.of()));
        execute("d");
        await("s", StackStatus.UPDATE_COMPLETE);
    }

    /** What may change rights is to be acknowledged always. */
    @Test
    void rights_areToBeAcknowledged_byAChangeSetToo() {
        String body = "{\"Resources\":{\"R\":{\"Type\":\"AWS::IAM::Role\",\"Properties\":{}}}}";
        assertThatThrownBy(() -> engine.changeSets().create(making("s", body, Map.of())))
                .hasMessage("Requires capabilities : [CAPABILITY_IAM]");
    }

    private static ChangeSets.Order making(String stack, String template, Map<String, Optional<String>> parameters) {
        return changeSet("CREATE", "c", request(stack, template, parameters));
    }
}
