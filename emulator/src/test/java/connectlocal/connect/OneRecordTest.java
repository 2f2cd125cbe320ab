package connectlocal.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.connect.wire.Json;
import connectlocal.http.AwsError;
import connectlocal.state.Contents;
import connectlocal.state.Journal;
import connectlocal.state.Keep;
import connectlocal.state.NotKept;
import connectlocal.state.Seal;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Every operation that changes something is one record: a log that is cut between two records has a change whole or not
 * at all. An operation whose record cannot be written changes nothing, says so, and can be repeated.
 */
class OneRecordTest {
    private static final Pattern CHANGING =
            Pattern.compile("(Create|Update|Delete|Associate|Disassociate|Tag|Untag)[A-Z].*");

    private final Contents written = new Contents();
    private final Set<String> called = new LinkedHashSet<>();
    private final Map<String, String> ids = new HashMap<>();
    private int records;
    private boolean full;

    private final ConnectState state = new ConnectState(
            Seed.builtIn(),
            Behaviours.of(Map.of()),
            Keep.in(
                    changes -> {
                        if (full) {
                            throw new NotKept("/full", new IOException("No space left on device"));
                        }
                        records++;
                        changes.forEach(written::apply);
                    },
                    new Contents(),
                    Seal.passing()));
    private final ConnectApi api = new ConnectApi(state);

    /** Asks with a full disk, then with room; keeps the id that the answer has under this name. */
    private void change(String operation, String json, String... kept) throws Exception {
        called.add(operation);
        String before = Connect.everything(state);
        full = true;
        assertThatThrownBy(() -> api.call(operation, members(json)))
                .as(operation)
                .isInstanceOf(NotKept.class)
                .hasMessageContaining("No space left on device");
        assertThat(Connect.everything(state))
                .as("after %s without room", operation)
                .isEqualTo(before);
        full = false;
        int start = records;
        JsonNode answer = api.call(operation, members(json));
        assertThat(records - start).as("records of %s", operation).isEqualTo(1);
        assertThat(Connect.everything(state)).as("after %s", operation).isNotEqualTo(before);
        var again = new ConnectState(
                Seed.builtIn(), Behaviours.of(Map.of()), Keep.in(Journal.NONE, written, Seal.passing()));
        assertThat(Connect.everything(again))
                .as("read back after %s", operation)
                .isEqualTo(Connect.everything(state));
        for (int i = 0; i < kept.length; i += 2) {
            ids.put(kept[i], answer.get(kept[i + 1]).asText());
        }
    }

    private ObjectNode members(String json) throws IOException {
        String text = json.replace('\'', '"')
                .replace("<routing>", Connect.ROUTING)
                .replace("<agent>", Connect.AGENT)
                .replace("<berlin>", Connect.BERLIN_SUPPORT)
                .replace("<arn>", Connect.INSTANCE_ARN);
        for (var id : ids.entrySet()) {
            text = text.replace("<" + id.getKey() + ">", id.getValue());
        }
        ObjectNode members = (ObjectNode) Json.MAPPER.readTree(text);
        if (!members.has("InstanceId") && !members.has("resourceArn") && !members.has("IdentityManagementType")) {
            members.put("InstanceId", Connect.DEMO);
        }
        return members;
    }

    @Test
    void operation_isOneRecord_andWithoutRoomChangesNothing() throws Exception {
        users();
        queuesAndHours();
        profiles();
        hierarchy();
        attributesAndTags();
        change(
                "CreateInstance",
                "{'InstanceAlias':'made','IdentityManagementType':'SAML','Tags':{'t':'v'},"
                        + "'InboundCallsEnabled':true,'OutboundCallsEnabled':false}",
                "instance",
                "Id");
        change("UpdateInstanceAttribute", "{'InstanceId':'<instance>','AttributeType':'EARLY_MEDIA','Value':'false'}");
        change("DeleteInstance", "{'InstanceId':'<instance>'}");
        Set<String> changing = new LinkedHashSet<>();
        api.routes().stream()
                .map(ConnectOperation::name)
                .filter(name -> CHANGING.matcher(name).matches())
                .forEach(changing::add);
        assertThat(called).containsExactlyInAnyOrderElementsOf(changing);
    }

    private void users() throws Exception {
        change("CreatePredefinedAttribute", "{'Name':'Sprache','Values':{'StringList':['de','en']}}");
        change(
                "CreateUser",
                "{'Username':'one','Password':'Passw0rd1','RoutingProfileId':'<routing>','Tags':{'a':'b'},"
                        + "'SecurityProfileIds':['<agent>'],'PhoneConfig':{'PhoneType':'SOFT_PHONE'}}",
                "user",
                "UserId");
        String skill = "{'UserId':'<user>','UserProficiencies':[{'AttributeName':'Sprache','AttributeValue':'de'%s}]}";
        change("AssociateUserProficiencies", skill.formatted(",'Level':3"));
        change("UpdateUserProficiencies", skill.formatted(",'Level':4"));
        change("DisassociateUserProficiencies", skill.formatted(""));
        change("UpdatePredefinedAttribute", "{'Name':'Sprache','Values':{'StringList':['fr']}}");
        change("DeletePredefinedAttribute", "{'Name':'Sprache'}");
        change("UpdateUserIdentityInfo", "{'UserId':'<user>','IdentityInfo':{'FirstName':'A','LastName':'B'}}");
        change(
                "UpdateUserPhoneConfig",
                "{'UserId':'<user>','PhoneConfig':{'PhoneType':'SOFT_PHONE','AfterContactWorkTimeLimit':3}}");
        change("UpdateUserConfig", "{'UserId':'<user>','AutoAcceptConfigs':[{'Channel':'CHAT','AutoAccept':true}]}");
        change("UpdateUserRoutingProfile", "{'UserId':'<user>','RoutingProfileId':'" + Connect.OTHER_ROUTING + "'}");
        change("UpdateUserSecurityProfiles", "{'UserId':'<user>','SecurityProfileIds':['" + Connect.MANAGER + "']}");
        change("UpdateUserHierarchy", "{'UserId':'<user>','HierarchyGroupId':'" + Connect.BERLIN + "'}");
        change("DeleteUser", "{'UserId':'<user>'}");
    }

    private void queuesAndHours() throws Exception {
        String hours = "'TimeZone':'UTC','Config':[{'Day':'MONDAY','StartTime':{'Hours':1,'Minutes':0},"
                + "'EndTime':{'Hours':2,'Minutes':0}}]";
        change(
                "CreateHoursOfOperation",
                "{'Name':'h','Tags':{'t':'v'},%s}".formatted(hours),
                "hours",
                "HoursOfOperationId");
        change("UpdateHoursOfOperation", "{'HoursOfOperationId':'<hours>','Name':'h2'}");
        String queue = "{'QueueId':'<queue>',%s}";
        change("CreateQueue", "{'Name':'q','HoursOfOperationId':'<hours>','Tags':{'t':'v'}}", "queue", "QueueId");
        change("UpdateQueueHoursOfOperation", queue.formatted("'HoursOfOperationId':'<hours>'"));
        change("UpdateQueueMaxContacts", queue.formatted("'MaxContacts':7"));
        change("UpdateQueueName", queue.formatted("'Name':'q2'"));
        change(
                "UpdateQueueOutboundCallerConfig",
                queue.formatted("'OutboundCallerConfig':{'OutboundCallerIdName':'n'}"));
        change("UpdateQueueStatus", queue.formatted("'Status':'DISABLED'"));
    }

    private void profiles() throws Exception {
        String profile = "{'RoutingProfileId':'<profile>',%s}";
        String config = "[{'QueueReference':{'QueueId':'<queue>','Channel':'VOICE'},'Priority':%d,'Delay':0}]";
        change(
                "CreateRoutingProfile",
                "{'Name':'r','Description':'d','DefaultOutboundQueueId':'<queue>','Tags':{'t':'v'},"
                        + "'MediaConcurrencies':[{'Channel':'VOICE','Concurrency':1}]}",
                "profile",
                "RoutingProfileId");
        change("AssociateRoutingProfileQueues", profile.formatted("'QueueConfigs':" + config.formatted(1)));
        change("UpdateRoutingProfileQueues", profile.formatted("'QueueConfigs':" + config.formatted(2)));
        change(
                "DisassociateRoutingProfileQueues",
                profile.formatted("'QueueReferences':[{'QueueId':'<queue>','Channel':'VOICE'}]"));
        change("UpdateRoutingProfileName", profile.formatted("'Name':'r2'"));
        change(
                "UpdateRoutingProfileConcurrency",
                profile.formatted("'MediaConcurrencies':[{'Channel':'VOICE','Concurrency':1},"
                        + "{'Channel':'CHAT','Concurrency':2}]"));
        change("UpdateRoutingProfileDefaultOutboundQueue", profile.formatted("'DefaultOutboundQueueId':'<queue>'"));
        change(
                "UpdateRoutingProfileAgentAvailabilityTimer",
                profile.formatted("'AgentAvailabilityTimer':'TIME_SINCE_LAST_INBOUND'"));
        change("DeleteRoutingProfile", "{'RoutingProfileId':'<profile>'}");
        change("DeleteQueue", "{'QueueId':'<queue>'}");
        change("DeleteHoursOfOperation", "{'HoursOfOperationId':'<hours>'}");
        change(
                "CreateSecurityProfile",
                "{'SecurityProfileName':'s','Permissions':['Users.View'],'Tags':{'t':'v'}}",
                "security",
                "SecurityProfileId");
        change("UpdateSecurityProfile", "{'SecurityProfileId':'<security>','Description':'d'}");
        change("DeleteSecurityProfile", "{'SecurityProfileId':'<security>'}");
    }

    private void hierarchy() throws Exception {
        change(
                "CreateUserHierarchyGroup",
                "{'Name':'deep','ParentGroupId':'<berlin>','Tags':{'t':'v'}}",
                "group",
                "HierarchyGroupId");
        assertThat(state.instance(Connect.DEMO).catalog().levels()).containsKey(3);
        change("UpdateUserHierarchyGroupName", "{'HierarchyGroupId':'<group>','Name':'deeper'}");
        change("DeleteUserHierarchyGroup", "{'HierarchyGroupId':'<group>'}");
        change(
                "UpdateUserHierarchyStructure",
                "{'HierarchyStructure':{'LevelOne':{'Name':'1'},'LevelTwo':{'Name':'2'}}}");
    }

    private void attributesAndTags() throws Exception {
        change("TagResource", "{'resourceArn':'<arn>','tags':{'x':'y'}}");
        change("UntagResource", "{'resourceArn':'<arn>','tagKeys':['x']}");
    }

    @Test
    void change_afterARestart_isRecordedToo() throws Exception {
        Journal goesOn = changes -> changes.forEach(written::apply);
        var second = new ConnectState(Seed.builtIn(), Behaviours.of(Map.of()), Keep.in(goesOn, copy(), Seal.passing()));
        new ConnectApi(second).call("TagResource", members("{'resourceArn':'<arn>','tags':{'x':'y'}}"));
        var third = new ConnectState(
                Seed.builtIn(), Behaviours.of(Map.of()), Keep.in(Journal.NONE, copy(), Seal.passing()));
        assertThat(Connect.everything(third))
                .isEqualTo(Connect.everything(second))
                .contains("\"x\":\"y\"");
    }

    private Contents copy() {
        var copy = new Contents();
        copy.restore(written);
        return copy;
    }

    /** Nothing that goes leaves its tags behind, whoever gives it some at the same time. */
    @Test
    void tags_ofWhatHasGone_areNowhere() throws Exception {
        change("CreateQueue", hoursOfDefault(), "queue", "QueueId");
        String arn = Connect.INSTANCE_ARN + "/queue/" + ids.get("queue");
        change("DeleteQueue", "{'QueueId':'<queue>'}");
        assertThat(Connect.everything(state)).doesNotContain(arn);
        assertThatThrownBy(() -> api.call("TagResource", members("{'resourceArn':'" + arn + "','tags':{'x':'y'}}")))
                .isInstanceOf(AwsError.class);
    }

    private String hoursOfDefault() {
        return "{'Name':'q','Tags':{'t':'v'},'HoursOfOperationId':'"
                + state.instance(Connect.DEMO)
                        .shelf(Arns.Kind.HOURS_OF_OPERATION)
                        .all()
                        .keySet()
                        .iterator()
                        .next()
                + "'}";
    }

    @Test
    void reset_isOneRecord_andWithoutRoomEverythingGoesOnAndIsRecorded() throws Exception {
        users();
        String before = Connect.everything(state);
        full = true;
        assertThatThrownBy(state::reset).isInstanceOf(NotKept.class);
        assertThat(Connect.everything(state)).isEqualTo(before);
        full = false;
        int start = records;
        change("TagResource", "{'resourceArn':'<arn>','tags':{'x':'y'}}");
        assertThat(records - start).isEqualTo(1);
        state.reset();
        assertThat(records - start).isEqualTo(2);
        assertThat(List.copyOf(written.all().keySet())).hasSizeGreaterThan(10);
    }
}
