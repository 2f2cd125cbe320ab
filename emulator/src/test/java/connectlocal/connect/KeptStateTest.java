package connectlocal.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.connect.wire.Json;
import connectlocal.state.Contents;
import connectlocal.state.Journal;
import connectlocal.state.Keep;
import connectlocal.state.Seal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Connect holds is written down with every change, read back, and written as a seed. */
class KeptStateTest {
    private static final String PASSWORD = "Canary-Kept-1!";

    private final Contents written = new Contents();
    private final List<Journal.Change> changes = new ArrayList<>();
    private final Journal journal = several -> several.forEach(change -> {
        changes.add(change);
        try {
            assertThat(Json.MAPPER.writeValueAsString(change)).doesNotContain(PASSWORD);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(e);
        }
        written.apply(change);
    });

    @TempDir
    private Path directory;

    private ConnectState state;
    private ConnectApi api;

    @BeforeEach
    void start() {
        state = new ConnectState(
                Seed.builtIn(), Behaviours.of(Map.of()), Keep.in(journal, new Contents(), Seal.passing()));
        api = new ConnectApi(state);
    }

    private ObjectNode call(String operation, String json) throws Exception {
        ObjectNode members = (ObjectNode) Json.MAPPER.readTree(json.replace("'", "\""));
        members.put("InstanceId", Connect.DEMO);
        var answer = api.call(operation, members);
        return answer instanceof ObjectNode object ? object : Json.MAPPER.createObjectNode();
    }

    private String newUser(String name, String more) throws Exception {
        return call(
                        "CreateUser",
                        "{'Username':'%s','Password':'%s','RoutingProfileId':'%s','SecurityProfileIds':['%s'],%s}"
                                .formatted(name, PASSWORD, Connect.ROUTING, Connect.AGENT, more))
                .get("UserId")
                .asText();
    }

    private static final String INFO =
            "'IdentityInfo':{'FirstName':'Zoë \\\\ : # \\u0085','LastName':'yes','Email':'z@example.com'}";

    /** One of everything that users have, in every form in which it may stand. */
    private void much() throws Exception {
        String attribute = "Sprache: ja";
        call(
                "CreatePredefinedAttribute",
                "{'Name':'%s','Values':{'StringList':['no','0123','Ü ']}}".formatted(attribute));
        String full = newUser(
                "full",
                INFO + ",'HierarchyGroupId':'%s','Tags':{'a':'true','b':''}".formatted(Connect.BERLIN)
                        + ",'PhoneConfig':{'PhoneType':'DESK_PHONE','DeskPhoneNumber':'+4930123456',"
                        + "'AutoAccept':true,'AfterContactWorkTimeLimit':7}");
        call(
                "AssociateUserProficiencies",
                ("{'UserId':'%s','UserProficiencies':[{'AttributeName':'%s','AttributeValue':'0123',"
                                + "'Level':2.5},{'AttributeName':'%s','AttributeValue':'no','Level':5}]}")
                        .formatted(full, attribute, attribute));
        String lists = newUser(
                "lists",
                INFO
                        + ",'AutoAcceptConfigs':[{'Channel':'CHAT','AutoAccept':true}],"
                        + "'AfterContactWorkConfigs':[{'Channel':'VOICE',"
                        + "'AfterContactWorkConfig':{'AfterContactWorkTimeLimit':9}}]"
                        + ",'PhoneNumberConfigs':[{'Channel':'VOICE','PhoneType':'SOFT_PHONE'}],"
                        + "'VoiceEnhancementConfigs':[{'Channel':'VOICE','VoiceEnhancementMode':'NONE'}]");
        String both = newUser("both", INFO + ",'PhoneConfig':{'PhoneType':'SOFT_PHONE','AfterContactWorkTimeLimit':3}");
        call(
                "UpdateUserConfig",
                ("{'UserId':'%s','AfterContactWorkConfigs':[{'Channel':'CHAT',"
                                + "'AfterContactWorkConfig':{'AfterContactWorkTimeLimit':11}}],"
                                + "'AutoAcceptConfigs':[{'Channel':'TASK','AutoAccept':true}]}")
                        .formatted(both));
        call("UpdateUserHierarchy", "{'UserId':'%s','HierarchyGroupId':'%s'}".formatted(lists, Connect.HAMBURG));
        String emptied =
                newUser("emptied", INFO + ",'PhoneConfig':{'PhoneType':'SOFT_PHONE','AfterContactWorkTimeLimit':3}");
        call("UpdateUserConfig", "{'UserId':'%s','AfterContactWorkConfigs':[]}".formatted(emptied));
        String gone = newUser("gone", INFO);
        call("DeleteUser", "{'UserId':'%s'}".formatted(gone));
        call(
                "CreateRoutingProfile",
                ("{'Name':'second','Description':'d','DefaultOutboundQueueId':'%s',"
                                + "'MediaConcurrencies':[{'Channel':'VOICE','Concurrency':1}],'Tags':{'t':'v'}}")
                        .formatted(api.call(
                                        "ListQueues",
                                        Json.MAPPER.createObjectNode().put("InstanceId", Connect.DEMO))
                                .at("/QueueSummaryList/0/Id")
                                .asText()));
        String group = call(
                        "CreateUserHierarchyGroup",
                        "{'Name':'deep','ParentGroupId':'%s'}".formatted(Connect.BERLIN_SUPPORT))
                .get("HierarchyGroupId")
                .asText();
        call("UpdateUserHierarchy", "{'UserId':'%s','HierarchyGroupId':'%s'}".formatted(both, group));
        call("UpdateInstanceAttribute", "{'AttributeType':'EARLY_MEDIA','Value':'false'}");
        api.call("TagResource", (ObjectNode) Json.MAPPER.readTree(
                "{\"resourceArn\":\"%s\",\"tags\":{\"x\":\"y\"}}".formatted(Connect.INSTANCE_ARN)));
        api.call("CreateInstance", (ObjectNode)
                Json.MAPPER.readTree("{\"InstanceAlias\":\"made\",\"IdentityManagementType\":\"SAML\","
                        + "\"InboundCallsEnabled\":true,\"OutboundCallsEnabled\":false}"));
        api.call("DeleteInstance", Json.MAPPER.createObjectNode().put("InstanceId", Connect.DIRECTORY));
    }

    private ConnectState again() {
        return new ConnectState(
                Seed.builtIn(), Behaviours.of(Map.of()), Keep.in(change -> {}, written, Seal.passing()));
    }

    @Test
    void everyChange_isReadBackAsItWas() throws Exception {
        much();
        ConnectState again = again();
        assertThat(Connect.everything(again))
                .isEqualTo(Connect.everything(state))
                .contains("deep", "EARLY_MEDIA", "Zoë");
        assertThat(StateView.of(again)).isEqualTo(StateView.of(state));
        assertThat(again.instances().stream().map(Instance::id))
                .isEqualTo(state.instances().stream().map(Instance::id).toList());
    }

    @Test
    void users_madeAfterwards_standBehindThoseReadBack() throws Exception {
        much();
        ConnectState again = again();
        api = new ConnectApi(again);
        newUser("last", INFO);
        var names = new java.util.ArrayList<String>();
        again.instance(Connect.DEMO).users().inOrder().values().forEach(user -> names.add(user.username()));
        assertThat(names).endsWith("full", "lists", "both", "emptied", "last");
    }

    @Test
    void reset_clearsWhatIsWrittenToo() throws Exception {
        String fresh = Connect.everything(again());
        much();
        Instance before = state.instance(Connect.DEMO);
        state.reset();
        before.users().remove(before.users().named("full").orElseThrow().id());
        assertThat(StateView.of(again())).isEqualTo(StateView.of(state));
        assertThat(StateView.of(again()).toString())
                .doesNotContain("Zoë", "made")
                .contains(Connect.DIRECTORY);
        assertThat(fresh).isNotEmpty();
    }

    @Test
    void state_asSeed_leadsBackToTheSameUsersAndWhatTheyReferTo() throws Exception {
        much();
        Path file = directory.resolve("seed.yaml");
        Files.writeString(file, state.asSeed());
        ConnectState again = new ConnectState(Seed.load(file), Behaviours.of(Map.of()));
        for (Instance instance : state.instances()) {
            Instance other = again.anyInstance(instance.id());
            assertThat(users(again, other)).isEqualTo(users(state, instance));
            for (var kind : new Arns.Kind[] {Arns.Kind.ROUTING_PROFILE, Arns.Kind.SECURITY_PROFILE}) {
                assertThat(names(other.shelf(kind))).isEqualTo(names(instance.shelf(kind)));
            }
            assertThat(other.predefinedAttributes()).isEqualTo(instance.predefinedAttributes());
            assertThat(groups(other)).isEqualTo(groups(instance));
            assertThat(other.users().limit()).isEqualTo(instance.users().limit());
        }
        assertThat(again.asSeed()).isEqualTo(state.asSeed()).contains("full", "Sprache", "+4930123456");
    }

    /** What was written down before the rules of today: the same with other texts. */
    private Contents earlier(String... textsAndOnce) throws Exception {
        Contents earlier = new Contents();
        for (Journal.Change change : changes) {
            String json = Json.MAPPER.writeValueAsString(change);
            for (int i = 0; i < textsAndOnce.length; i += 2) {
                json = json.replace(textsAndOnce[i], textsAndOnce[i + 1]);
            }
            earlier.apply(Json.MAPPER.readValue(json, Journal.Change.class));
        }
        return earlier;
    }

    private ConnectApi of(Contents earlier) {
        state = new ConnectState(
                Seed.builtIn(), Behaviours.of(Map.of()), Keep.in(change -> {}, earlier, Seal.passing()));
        return new ConnectApi(state);
    }

    @Test
    void profilesWrittenBeforeTextsWereCleared_areReadAsTheyAreKeptNow() throws Exception {
        String group = "'AllowedAccessControlHierarchyGroupId':'%s'".formatted(Connect.BERLIN);
        String id = call(
                        "CreateSecurityProfile",
                        "{'SecurityProfileName':'old','Description':'EMPTY',%s}".formatted(group))
                .get("SecurityProfileId")
                .asText();
        String reference = "HierarchyGroupId\":\"";
        api = of(earlier("EMPTY\"", "\"", reference, reference + Connect.INSTANCE_ARN + "/agent-group/"));
        var profile = call("DescribeSecurityProfile", "{'SecurityProfileId':'%s'}".formatted(id))
                .get("SecurityProfile");
        assertThat(profile.has("Description")).isFalse();
        assertThat(profile.get("AllowedAccessControlHierarchyGroupId").asText()).isEqualTo(Connect.BERLIN);
    }

    /** Names and values had control characters once; lists tell them apart, and a seed does without them. */
    @Test
    void controlCharactersWrittenBeforeTheyWereRefused_areListedAndNotInTheSeed() throws Exception {
        call("CreatePredefinedAttribute", "{'Name':'aCTRLb','Values':{'StringList':['c']}}");
        call("CreatePredefinedAttribute", "{'Name':'a','Values':{'StringList':['bCTRLc','d']}}");
        String id = newUser("old", INFO);
        call(
                "AssociateUserProficiencies",
                ("{'UserId':'%s','UserProficiencies':[{'AttributeName':'aCTRLb','AttributeValue':'c','Level':1},"
                                + "{'AttributeName':'a','AttributeValue':'bCTRLc','Level':2},"
                                + "{'AttributeName':'a','AttributeValue':'d','Level':3}]}")
                        .formatted(id));
        api = of(earlier("CTRL", "\\u0000"));
        assertThat(call("ListUserProficiencies", "{'UserId':'%s'}".formatted(id))
                        .get("UserProficiencyList"))
                .hasSize(3);

        Path file = Files.writeString(directory.resolve("seed.yaml"), state.asSeed());
        Instance again = new ConnectState(Seed.load(file), Behaviours.of(Map.of())).anyInstance(Connect.DEMO);
        assertThat(again.predefinedValues("a")).containsExactly("d");
        assertThat(again.users().named("old").orElseThrow().settings().proficiencies())
                .extracting(Proficiency::attributeName, Proficiency::attributeValue)
                .containsExactly(org.assertj.core.api.Assertions.tuple("a", "d"));
    }

    private static Map<String, Object> users(ConnectState state, Instance instance) {
        var users = new java.util.LinkedHashMap<String, Object>();
        instance.users()
                .inOrder()
                .values()
                .forEach(user -> users.put(
                        user.id(), java.util.Arrays.asList(user.username(), user.directoryUserId(), user.settings())));
        return users;
    }

    private static String names(Shelf shelf) {
        return shelf.inOrder().values().stream()
                .map(item -> item.id() + item.name())
                .toList()
                .toString();
    }

    private static String groups(Instance instance) {
        return instance.shelf(Arns.Kind.HIERARCHY_GROUP).inOrder().values().stream()
                .map(item -> item.id() + item.name() + item.details())
                .toList()
                .toString();
    }
}
