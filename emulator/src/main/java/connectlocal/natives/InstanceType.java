package connectlocal.natives;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.provider.NativeFailure;
import connectlocal.provider.NativeRequest;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** AWS::Connect::Instance. */
final class InstanceType extends ConnectType {
    private static final String ATTRIBUTES = "Attributes";

    /** Names of the API by those of the type. */
    private static final Map<String, String> NAMES = new LinkedHashMap<>();

    static {
        NAMES.put("InboundCalls", "INBOUND_CALLS");
        NAMES.put("OutboundCalls", "OUTBOUND_CALLS");
        NAMES.put("ContactflowLogs", "CONTACTFLOW_LOGS");
        NAMES.put("ContactLens", "CONTACT_LENS");
        NAMES.put("AutoResolveBestVoices", "AUTO_RESOLVE_BEST_VOICES");
        NAMES.put("UseCustomTTSVoices", "USE_CUSTOM_TTS_VOICES");
        NAMES.put("EarlyMedia", "EARLY_MEDIA");
        NAMES.put("MultiPartyConference", "MULTI_PARTY_CONFERENCE");
        NAMES.put("AutoMuteAgentOnHold", "AUTO_MUTE_AGENT_ON_HOLD");
        NAMES.put("HighVolumeOutBound", "HIGH_VOLUME_OUTBOUND");
        NAMES.put("EnhancedContactMonitoring", "ENHANCED_CONTACT_MONITORING");
        NAMES.put("EnhancedChatMonitoring", "ENHANCED_CHAT_MONITORING");
        NAMES.put("MultiPartyChatConference", "MULTI_PARTY_CHAT_CONFERENCE");
        NAMES.put("MessageStreaming", "MESSAGE_STREAMING");
    }

    InstanceType(ConnectCalls calls) {
        super(calls, "Arn", "ListInstances", "InstanceSummaryList");
    }

    /** The other attributes can be set when the instance is ready. */
    @Override
    public Made create(NativeRequest request, boolean again) {
        Made made = super.create(request, again);
        if (!made.model().path("InstanceStatus").asText().equals("ACTIVE")) {
            made.model().set(ATTRIBUTES, request.desired().get(ATTRIBUTES));
            return new Made(made.model(), false);
        }
        String arn = made.model().get("Arn").asText();
        try {
            change(arn, made.model(), request.desired());
            return new Made(show(arn).put("Arn", arn), true);
        } catch (NativeFailure failure) {
            throw failure.of(made.model());
        }
    }

    @Override
    String make(ObjectNode desired, Map<String, String> tags) {
        ObjectNode input = Models.object();
        Models.copy(desired, input, "IdentityManagementType", "InstanceAlias", "DirectoryId");
        Models.copy(desired.path(ATTRIBUTES), "InboundCalls", input, "InboundCallsEnabled");
        Models.copy(desired.path(ATTRIBUTES), "OutboundCalls", input, "OutboundCallsEnabled");
        Models.putTags(input, tags);
        return call("CreateInstance", input).get("Arn").asText();
    }

    @Override
    ObjectNode show(String arn) {
        ObjectNode naming = Models.object().put("InstanceId", arn);
        JsonNode instance = call("DescribeInstance", naming).get("Instance");
        ObjectNode model = Models.object();
        Models.copy(instance, model, "Id", "IdentityManagementType", "InstanceAlias", "InstanceStatus", "ServiceRole");
        long created = Math.round(instance.get("CreatedTime").asDouble() * 1000);
        model.put("CreatedTime", Instant.ofEpochMilli(created).toString());
        if (model.path("InstanceStatus").asText().equals("ACTIVE")) {
            model.set(ATTRIBUTES, attributes(arn));
        }
        Models.putList(model, "Tags", instance.path("Tags"));
        return model;
    }

    @Override
    void change(String arn, ObjectNode previous, ObjectNode desired) {
        JsonNode wanted = desired.path(ATTRIBUTES);
        NAMES.forEach((name, apiName) -> {
            JsonNode value = wanted.path(name);
            if (!value.isMissingNode()
                    && !value.equals(previous.path(ATTRIBUTES).path(name))) {
                call(
                        "UpdateInstanceAttribute",
                        Models.object()
                                .put("InstanceId", arn)
                                .put("AttributeType", apiName)
                                .put("Value", value.asText()));
            }
        });
    }

    @Override
    void remove(String arn) {
        call("DeleteInstance", Models.object().put("InstanceId", arn));
    }

    private ObjectNode attributes(String arn) {
        ObjectNode shown = Models.object();
        NAMES.forEach((name, apiName) -> {
            ObjectNode input = Models.object().put("InstanceId", arn).put("AttributeType", apiName);
            JsonNode attribute = call("DescribeInstanceAttribute", input).get("Attribute");
            shown.put(name, attribute.get("Value").asText().equals("true"));
        });
        return shown;
    }
}
