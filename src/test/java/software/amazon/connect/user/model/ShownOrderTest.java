package software.amazon.connect.user.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.connect.slice.model.ApiUserProficiency;
import software.amazon.connect.slice.model.User;
import software.amazon.connect.user.support.FakeConnect;

/** The order in which a read shows what has none: patches name places in it, so it must be the same at every read. */
class ShownOrderTest {
    private static final ConnectArn USER =
            ConnectArn.of(ConnectArn.USER, "UserArn", FakeConnect.INSTANCE + "/agent/user-1");

    private static ApiUserProficiency proficiency(String name, String value) {
        return ApiUserProficiency.builder()
                .attributeName(name)
                .attributeValue(value)
                .level(1f)
                .build();
    }

    @Test
    void proficiencies_byNameThenValue() {
        List<ApiUserProficiency> shuffled = Stream.of(
                        "Skill/Billing", "Language/German", "Skill/Audit", "Language/English")
                .map(pair -> pair.split("/"))
                .map(pair -> proficiency(pair[0], pair[1]))
                .toList();
        assertThat(LiveUser.of(USER, User.builder().build(), shuffled).model().getUserProficiencies())
                .extracting(shown -> shown.getAttributeName() + "/" + shown.getAttributeValue())
                .containsExactly("Language/English", "Language/German", "Skill/Audit", "Skill/Billing");
    }

    @Test
    void securityProfilesAndTags_byArnAndKey() {
        User user = User.builder()
                .securityProfileIds("c", "a", "d", "b")
                .tags(Map.of("z", "1", "a", "2", "m", "3"))
                .build();
        var model = LiveUser.of(USER, user, List.of()).model();
        assertThat(model.getSecurityProfileArns())
                .extracting(arn -> arn.substring(arn.length() - 1))
                .containsExactly("a", "b", "c", "d");
        assertThat(model.getTags()).extracting("key").containsExactly("a", "m", "z");
    }
}
