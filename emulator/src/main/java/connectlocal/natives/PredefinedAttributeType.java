package connectlocal.natives;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.provider.NativeHandler;
import connectlocal.provider.NativeRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** AWS::Connect::PredefinedAttribute, named by instance and name. */
final class PredefinedAttributeType implements NativeHandler {
    private static final String VALUES = "Values";
    private static final String CONFIGURATION = "AttributeConfiguration";

    private final ConnectCalls calls;

    PredefinedAttributeType(ConnectCalls calls) {
        this.calls = calls;
    }

    @Override
    public Made create(NativeRequest request, boolean again) {
        ObjectNode input = naming(request.desired());
        Models.copy(request.desired(), input, VALUES, "Purposes");
        configuration(request.desired(), input);
        calls.call("CreatePredefinedAttribute", input);
        return new Made(read(request), true);
    }

    @Override
    public ObjectNode read(NativeRequest request) {
        ObjectNode naming = naming(request.desired());
        JsonNode attribute = calls.call("DescribePredefinedAttribute", naming).get("PredefinedAttribute");
        ObjectNode model =
                Models.object().put("InstanceArn", naming.get("InstanceId").asText());
        Models.copy(
                attribute, model, "Name", VALUES, "Purposes", CONFIGURATION, "LastModifiedTime", "LastModifiedRegion");
        return model;
    }

    @Override
    public ObjectNode update(NativeRequest request) {
        ObjectNode desired = request.desired();
        ObjectNode input = naming(desired);
        read(request);
        if (Models.differs(request.previous(), desired, VALUES)) {
            ObjectNode values = input.putObject(VALUES);
            JsonNode list = desired.path(VALUES).path("StringList");
            values.set("StringList", list.isArray() ? list : JsonNodeFactory.instance.arrayNode());
        }
        if (Models.differs(request.previous(), desired, "Purposes")) {
            JsonNode purposes = desired.path("Purposes");
            input.set("Purposes", purposes.isArray() ? purposes : JsonNodeFactory.instance.arrayNode());
        }
        if (Models.differs(request.previous(), desired, CONFIGURATION)) {
            configuration(desired, input);
        }
        if (input.size() > 2) {
            calls.call("UpdatePredefinedAttribute", input);
        }
        return read(request);
    }

    @Override
    public void delete(NativeRequest request) {
        calls.call("DeletePredefinedAttribute", naming(request.desired()));
    }

    @Override
    public Page list(NativeRequest request) {
        String instance = request.desired().path("InstanceArn").asText();
        ObjectNode input = Models.object().put("InstanceId", instance);
        request.nextToken().ifPresent(token -> input.put("NextToken", token));
        JsonNode answer = calls.call("ListPredefinedAttributes", input);
        List<ObjectNode> models = new ArrayList<>();
        answer.get("PredefinedAttributeSummaryList")
                .forEach(summary -> models.add(Models.object()
                        .put("InstanceArn", instance)
                        .put("Name", summary.get("Name").asText())));
        return new Page(models, Optional.ofNullable(answer.path("NextToken").textValue()));
    }

    private static ObjectNode naming(ObjectNode model) {
        return Models.object()
                .put("InstanceId", model.path("InstanceArn").asText())
                .put("Name", model.path("Name").asText());
    }

    /** The service alone says whether an attribute is read-only. */
    private static void configuration(ObjectNode desired, ObjectNode input) {
        ObjectNode configuration = Models.object();
        Models.copy(desired.path(CONFIGURATION), configuration, "EnableValueValidationOnAssociation");
        if (!configuration.isEmpty()) {
            input.set(CONFIGURATION, configuration);
        }
    }
}
