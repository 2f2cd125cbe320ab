package software.amazon.connect.user;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.connect.user.support.FakeConnect;
import software.amazon.connect.user.support.Fault;
import software.amazon.connect.user.support.Samples;

/** A password is in the request to Connect and nowhere else: no answer, no log line, no context. */
class SecretsTest {
    private final Rig rig = new Rig();
    private final FakeConnect fake = rig.fake;

    @Test
    void create_serviceQuotesThePassword_isMaskedEverywhere() {
        fake.fail(
                "CreateUser",
                Fault.refused(
                        "InvalidParameterException",
                        400,
                        "Password '" + Samples.PASSWORD + "' is too simple; " + Samples.PASSWORD));
        var end = rig.create(Samples.full()).end();
        assertThat(end.getMessage()).contains("Password", "is too simple").doesNotContain(Samples.PASSWORD);
        assertThat(rig.seen).doesNotContain(Samples.PASSWORD);
    }

    @Test
    void create_serviceQuotesThePasswordAtEveryTurn_isMaskedEverywhere() {
        String quote = "Rate exceeded for " + Samples.PASSWORD;
        fake.fail("CreateUser", Fault.refused("ThrottlingException", 429, quote), Fault.answerLost());
        fake.fail("SearchUsers", Fault.refused("ThrottlingException", 429, quote));
        fake.fail("DescribeUser", Fault.refused("ThrottlingException", 429, quote));
        fake.fail("AssociateUserProficiencies", 20, Fault.throttled());
        Rig.Run run = rig.create(Samples.full()).succeeded();
        assertThat(run.events()).hasSizeGreaterThan(1);
        assertThat(rig.seen).doesNotContain(Samples.PASSWORD);
    }

    @Test
    void logs_ofAWholeLife_holdNoModelAndNoPersonalData() {
        ResourceModel created = rig.create(Samples.full()).succeeded().model();
        ResourceModel desired = Rig.copy(created);
        desired.setUserProficiencies(List.of());
        int answers = rig.seen.length();
        fake.fail("DisassociateUserProficiencies", 20, Fault.throttled());
        rig.update(created, desired).succeeded();
        rig.delete(created.getUserArn()).succeeded();
        String log = rig.seen
                .substring(answers)
                .lines()
                .filter(line -> !line.startsWith("{"))
                .reduce("", String::concat);
        assertThat(log).contains("again in").doesNotContain("ResourceModel(", "Lovelace", "@example.com", "+49");
    }
}
