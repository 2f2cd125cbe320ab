package connectlocal.cloudformation.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.cloudformation.engine.Engine;
import connectlocal.cloudformation.engine.LocalValues;
import connectlocal.http.Request;
import connectlocal.provider.PackagedProvider;
import connectlocal.provider.Patience;
import connectlocal.provider.ResourceProvider;
import connectlocal.provider.ResourceType;
import connectlocal.state.Keep;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the registry of types shows of AWS's types and of private ones. */
class TypeOperationsTest {
    private static final String CHANGED = "\"create\":{},\"read\":{},\"delete\":{},\"update\":{}";
    private static final String FIXED = "\"create\":{},\"read\":{},\"delete\":{}";

    @TempDir
    private Path directory;

    private Engine engine;
    private TypeOperations operations;

    @BeforeEach
    void start() throws IOException {
        engine = new Engine(
                List.of(
                        type("AWS::Connect::User", CHANGED),
                        type("AWS::CDK::Metadata", FIXED),
                        type("AWS::Half::Made", "\"read\":{}"),
                        type("Acme::Shelf::Book", CHANGED),
                        type("Acme::Shelf::Stone", FIXED)),
                1,
                "123456789012",
                "cn-north-1",
                LocalValues.none(),
                Keep.NOTHING);
        operations = new TypeOperations(engine);
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "''; Acme::Shelf::Book",
                "Visibility=PRIVATE; Acme::Shelf::Book",
                "Visibility=PUBLIC; AWS::Connect::User",
                "Visibility=PUBLIC&ProvisioningType=FULLY_MUTABLE; AWS::Connect::User",
                "Visibility=PUBLIC&ProvisioningType=IMMUTABLE; AWS::CDK::Metadata",
                "Visibility=PUBLIC&ProvisioningType=NON_PROVISIONABLE; AWS::Half::Made",
                "ProvisioningType=IMMUTABLE; Acme::Shelf::Stone",
                "Visibility=PUBLIC&Filters.Category=AWS_TYPES&DeprecatedStatus=LIVE&Type=RESOURCE; AWS::Connect::User",
                "Visibility=PRIVATE&Filters.Category=AWS_TYPES; ''",
                "Visibility=PUBLIC&Filters.Category=THIRD_PARTY; ''",
                "Visibility=PUBLIC&Filters.Category=ACTIVATED; ''",
                "Visibility=PRIVATE&Filters.Category=REGISTERED; Acme::Shelf::Book",
                "Visibility=PRIVATE&Filters.Category=THIRD_PARTY; Acme::Shelf::Book",
                "Visibility=PRIVATE&Filters.Category=ACTIVATED; ''",
                "Filters.TypeNamePrefix=Acme::Shelf; Acme::Shelf::Book",
                "Filters.TypeNamePrefix=AWS; ''",
                "Filters.PublisherId=somebody; ''",
                "DeprecatedStatus=DEPRECATED; ''",
                "Type=MODULE; ''",
                "Type=HOOK; ''"
            })
    void listTypes_showsWhatIsAskedFor(String parameters, String name) {
        var shown = call("ListTypes", parameters).get("TypeSummaries");
        assertThat(shown.findValuesAsText("TypeName")).isEqualTo(name.isEmpty() ? List.of() : List.of(name));
    }

    @ParameterizedTest
    @CsvSource({"Type=THING", "ProvisioningType=MUTABLE", "DeprecatedStatus=GONE", "Filters.Category=MINE"})
    void listTypes_ofWhatAwsDoesNotKnow_isRefused(String parameters) {
        assertThatThrownBy(() -> call("ListTypes", parameters)).hasMessageContaining("enum value set");
    }

    @Test
    void describeType_byName_byArn_andByTheArnOfAVersion_isTheSame() {
        ObjectNode user = call("DescribeType", "Type=RESOURCE&TypeName=AWS::Connect::User");
        String arn = user.get("TypeArn").asText();
        assertThat(arn).isEqualTo("arn:aws-cn:cloudformation:cn-north-1::type/resource/AWS-Connect-User");
        assertThat(user.get("Visibility").asText()).isEqualTo("PUBLIC");
        assertThat(call("DescribeType", "Arn=" + arn)).isEqualTo(user);
        assertThat(call("DescribeType", "Arn=" + arn + "/00000001")).isEqualTo(user);
        assertThatThrownBy(() -> call("DescribeType", "Arn=" + arn.replace("resource", "module")))
                .hasMessageContaining("cannot be found");
    }

    @Test
    void describeType_ofAPrivateOne_belongsToTheAccount() {
        ObjectNode book = call("DescribeType", "Type=RESOURCE&TypeName=Acme::Shelf::Book");
        assertThat(book.get("Visibility").asText()).isEqualTo("PRIVATE");
        assertThat(book.get("TypeArn").asText())
                .isEqualTo("arn:aws-cn:cloudformation:cn-north-1:123456789012:type/resource/Acme-Shelf-Book");
    }

    private ObjectNode call(String operation, String parameters) {
        var headers = Map.of("content-type", "application/x-www-form-urlencoded");
        var request = new Request("POST", "/", Map.of(), headers, parameters.getBytes(UTF_8));
        return operations.table().get(operation).apply(new Input(request, null));
    }

    private ResourceProvider type(String name, String handlers) throws IOException {
        String schema = "{\"typeName\":\"" + name + "\",\"properties\":{\"Id\":{}},"
                + "\"primaryIdentifier\":[\"/properties/Id\"],\"handlers\":{" + handlers + "}}";
        var type = ResourceType.load(Files.writeString(directory.resolve("type.json"), schema));
        return new PackagedProvider(
                type,
                () -> {
                    throw new AssertionError("not asked for");
                },
                "123456789012",
                "cn-north-1",
                Patience.standard());
    }
}
