package connectlocal.cloudformation.template;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SecureReferencesTest {
    private static final String SECURE = "'{{resolve:ssm-secure:/pw:1}}'";

    @Test
    void everyReference_isNamedByTypeAndPath_listsAsAWhole() {
        String body = "Resources: {A: {Type: My::Own, Properties: {P: %1$s, Q: {R: x, S: [%1$s, {T: %1$s}]}}},"
                + " B: {Type: My::Own, Properties: {P: 'a{{resolve:ssm-secure:b}}c'}}}";
        assertThat(SecureReferences.refusal(Stack.bound(body.formatted(SECURE))))
                .contains("SSM Secure reference is not supported in: [My::Own/Properties/P,"
                        + "My::Own/Properties/Q/S,My::Own/Properties/Q/S,My::Own/Properties/P]");
    }

    @Test
    void aFunctionsReference_isOne_unlessItsResourceIsNotThere() {
        String body = "Parameters: {Name: {Type: String}}\nConditions: {C: !Equals [!Ref Name, pw]}\nResources: {A: "
                + "{Type: My::Own, Condition: C, Properties: {P: !Sub '{{resolve:ssm-secure:${Name}:1}}'}}}";
        assertThat(SecureReferences.refusal(Stack.bound(body, Map.of("Name", "pw"))))
                .contains("SSM Secure reference is not supported in: [My::Own/Properties/P]");
        assertThat(SecureReferences.refusal(Stack.bound(body, Map.of("Name", "no"))))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "AWS::RDS::DBInstance, MasterUserPassword, true",
        "AWS::RDS::DBInstance, MasterUsername, false",
        "AWS::Connect::User, Password, false"
    })
    void onlyWhatAwsNames_takesOne(String type, String property, boolean taken) {
        String body = "Resources: {A: {Type: '%s', Properties: {%s: %s}}}".formatted(type, property, SECURE);
        assertThat(SecureReferences.refusal(Stack.bound(body)).isEmpty()).isEqualTo(taken);
    }

    @Test
    void otherServicesReferences_areTakenAnywhere() {
        String body = "Resources: {A: {Type: My::Own, Properties: {P: '{{resolve:ssm:/pw}}',"
                + " Q: '{{resolve:secretsmanager:pw}}'}}}";
        assertThat(SecureReferences.refusal(Stack.bound(body))).isEmpty();
    }
}
