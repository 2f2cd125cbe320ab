package connectlocal.cloudformation.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import connectlocal.http.AwsError;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a dynamic reference stands for is known when a handler is asked, and is of the type that the schema wants. */
class DynamicReferenceTypesTest extends LibraryRig {
    private static final String REFERRING = template(
            book("X", "\"Name\":\"x\",\"Pages\":\"{{resolve:ssm:/pages}}\",\"Rare\":\"{{resolve:ssm:/rare}}\""));
    private final Map<String, String> parameters = new HashMap<>(Map.of("/pages", "12", "/rare", "true"));

    private final Set<String> secure = new HashSet<>();

    @BeforeEach
    void parameters() {
        values = LocalValues.none().withParameters(name -> Optional.ofNullable(parameters.get(name)), secure::contains);
        killed();
    }

    @Test
    void references_inNumbersAndBooleans_reachTheHandlerAsSuch() throws Exception {
        create(REFERRING);
        assertThat(books.get("x").path("Pages").isInt()).isTrue();
        assertThat(books.get("x").path("Rare").isBoolean()).isTrue();
        assertThat(books.get("x")).hasToString("{\"Name\":\"x\",\"Pages\":12,\"Rare\":true,\"Id\":\"id-x\"}");
        parameters.put("/pages", "13");
        update(REFERRING.replace("{{resolve:ssm:/rare}}", "false"), StackStatus.UPDATE_COMPLETE);
        assertThat(books.get("x")).hasToString("{\"Name\":\"x\",\"Pages\":13,\"Rare\":false,\"Id\":\"id-x\"}");
    }

    @Test
    void reference_givenByAParameter_reachesTheHandlerAsANumber() throws Exception {
        String parametrised = "{\"Parameters\":{\"P\":{\"Type\":\"String\"}},"
                + template(book("X", "\"Name\":\"x\",\"Pages\":{\"Ref\":\"P\"}"))
                        .substring(1);
        engine.stacks()
                .create(StackRequestBuilder.forStack("s", parametrised)
                        .parameters(Map.of("P", Optional.of("{{resolve:ssm:/pages}}")))
                        .build());
        await("s", StackStatus.CREATE_COMPLETE);
        assertThat(books.get("x").path("Pages").isInt()).isTrue();
    }

    @Test
    void reference_toWhatIsNoNumber_failsTheResource_withoutItsValue() throws Exception {
        parameters.put("/pages", "a-secret");
        engine.stacks().create(StackRequestBuilder.forStack("s", REFERRING).build());
        await("s", StackStatus.ROLLBACK_COMPLETE);
        assertThat(engine.events().events("s").toString())
                .contains(
                        "Properties validation failed for resource X", "#/Pages: expected type: Integer, found: String")
                .doesNotContain("a-secret");
        assertThat(asked).isEmpty();
    }

    @Test
    void textThatIsNoReference_isRefusedAsBefore() {
        String wrong = REFERRING.replace("{{resolve:ssm:/pages}}", "twelve");
        assertThatThrownBy(() -> engine.stacks()
                        .create(StackRequestBuilder.forStack("s", wrong).build()))
                .isInstanceOf(AwsError.class)
                .hasMessageContaining("#/Pages: expected type: Integer, found: String");
    }

    /** What a parameter of a template resolves to is shown; AWS takes no SecureString there. */
    @Test
    void secureString_asAParameterOfATemplate_isRefused_andNotShown() {
        parameters.put("/title", "a-secret");
        secure.add("/title");
        String parametrised = "{\"Parameters\":{\"P\":{\"Type\":\"AWS::SSM::Parameter::Value<String>\"}},"
                + template(book("X", "\"Name\":\"x\",\"Title\":{\"Ref\":\"P\"}"))
                        .substring(1);
        assertThatThrownBy(() -> engine.stacks()
                        .create(StackRequestBuilder.forStack("s", parametrised)
                                .parameters(Map.of("P", Optional.of("/title")))
                                .build()))
                .isInstanceOf(AwsError.class)
                .hasMessage("Parameters [/title] referenced by template have types not supported by CloudFormation.");
        assertThat(engine.stacks.live()).isEmpty();
    }

    @Test
    void secureString_inAPlainReference_reachesNoHandler() throws Exception {
        parameters.put("/title", "a-secret");
        secure.add("/title");
        String referring = template(book("X", "\"Name\":\"x\",\"Title\":\"{{resolve:ssm:/title}}\""));
        engine.stacks().create(StackRequestBuilder.forStack("s", referring).build());
        await("s", StackStatus.ROLLBACK_COMPLETE);
        assertThat(engine.events().events("s").toString())
                .contains("Parameters [/title] referenced by template have types not supported by CloudFormation.")
                .doesNotContain("a-secret");
        assertThat(asked).isEmpty();
        assertThat(engine.place.values().secret("ssm-secure", "/title")).contains("a-secret");
    }
}
