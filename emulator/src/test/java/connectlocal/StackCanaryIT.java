package connectlocal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Passwords go into stacks by a NoEcho parameter and by a dynamic reference, and nothing that stacks show has one. */
class StackCanaryIT {
    private static final String STACK = "&StackName=canary";
    private static final int MOST_QUESTIONS = 900;

    private final Canary canary = new Canary();

    @TempDir
    private Path directory;

    private EmulatorProcess emulator;

    @Test
    void passwords_throughTheLifeOfAStack_areNowhereAfterwards() throws Exception {
        Path secrets = Files.createDirectories(directory.resolve("in")).resolve("secrets.yaml");
        Files.writeString(secrets, "secretsmanager:\n  agent: " + Canary.WORD + "Manager\nssm: {}\n");
        Path said = directory.resolve("said");
        String state = directory.resolve("state").toString();
        try (var running = new EmulatorProcess(
                said, "--verbose", "--concurrency", "1", "--secrets", secrets.toString(), "--state", state)) {
            emulator = running;
            form("CreateStack" + STACK + template("Lovelace") + password("Echo"));
            status("CREATE_COMPLETE");
            changeSet();
            updates();
            drift();
            generatedTemplate();
            String stack = "?stack=canary";
            canary.sawPages(
                    emulator,
                    "console/stack" + stack,
                    "console/stack-events" + stack,
                    "console/stack-resources" + stack);
            canary.sawProcesses(emulator);
            canary.sawFiles(directory.resolve("state"));
            canary.sawFiles(Path.of(System.getProperty("java.io.tmpdir")));
        }
        canary.saw("standard error", Files.readString(said));
        canary.assertThatNoPlaceHasIt();
    }

    /** A password cannot be changed: the attempt is shown, refused and undone. */
    private void changeSet() throws Exception {
        String named = STACK + "&ChangeSetName=change";
        form("CreateChangeSet" + named + template("Lovelace") + password("Changed"));
        String described = until("DescribeChangeSet&IncludePropertyValues=true" + named, "<Status>CREATE_COMPLETE");
        assertThat(described).contains("/Properties/Password");
        form("ExecuteChangeSet" + named);
        status("UPDATE_ROLLBACK_COMPLETE");
    }

    private void updates() throws Exception {
        String same = "&Parameters.member.1.ParameterKey=P&Parameters.member.1.UsePreviousValue=true";
        for (String kind : List.of("crash-after", "time-out")) {
            var fault = Map.of("service", "lambda", "operation", "UPDATE", "kind", kind);
            canary.struck(emulator, fault, () -> {
                form("UpdateStack" + STACK + template("By " + kind) + same);
                until("DescribeStacks" + STACK, "<StackStatus>UPDATE_(ROLLBACK_)?COMPLETE<");
            });
        }
        for (String shown : List.of(
                "DescribeStackEvents",
                "DescribeStackResources",
                "GetTemplate",
                "ListStackResources",
                "ListChangeSets",
                "ListStacks")) {
            form(shown + STACK);
        }
        form("GetTemplate&TemplateStage=Processed" + STACK);
        form("GetTemplateSummary" + STACK);
    }

    private void drift() throws Exception {
        String arn = between(form("DescribeStackResource&LogicalResourceId=A" + STACK), "PhysicalResourceId");
        emulator.send(
                "POST",
                "/users/" + EmulatorProcess.ID + "/" + arn.replaceAll(".*/", "") + "/identity-info",
                "{\"IdentityInfo\":{\"FirstName\":\"Somebody\",\"LastName\":\"Else\"}}",
                "Content-Type",
                "application/json");
        String detection = between(form("DetectStackDrift" + STACK), "StackDriftDetectionId");
        until(
                "DescribeStackDriftDetectionStatus&StackDriftDetectionId=" + detection,
                "<DetectionStatus>DETECTION_COMPLETE");
        assertThat(form("DescribeStackResourceDrifts" + STACK)).contains("MODIFIED", "Somebody");
    }

    private void generatedTemplate() throws Exception {
        String scan = between(
                form("StartResourceScan&ScanFilters.member.1.Types.member.1="
                        + URLEncoder.encode("AWS::Connect::User", UTF_8)),
                "ResourceScanId");
        String asked = "&ResourceScanId=" + URLEncoder.encode(scan, UTF_8);
        until("DescribeResourceScan" + asked, "<Status>COMPLETE");
        String found = form("ListResourceScanResources" + asked);
        String arn = between(found.replaceAll("(?s)^.*?<key>UserArn</key>", ""), "value");
        String of = "Resources.member.1.";
        form("CreateGeneratedTemplate&GeneratedTemplateName=found&" + of + "ResourceType="
                + URLEncoder.encode("AWS::Connect::User", UTF_8) + "&" + of + "ResourceIdentifier.entry.1.key=UserArn&"
                + of + "ResourceIdentifier.entry.1.value=" + URLEncoder.encode(arn, UTF_8));
        until("DescribeGeneratedTemplate&GeneratedTemplateName=found", "<Status>COMPLETE");
        assertThat(form("GetGeneratedTemplate&GeneratedTemplateName=found")).contains("SOFT_PHONE");
    }

    private static String template(String lastName) {
        String template = "{\"Parameters\":{\"P\":{\"Type\":\"String\",\"NoEcho\":true}},\"Resources\":{"
                + "\"A\":{\"Type\":\"AWS::Connect::User\",\"Properties\":"
                + EmulatorProcess.model("stacka", "@").replace("\"@\"", "{\"Ref\":\"P\"}")
                + "},\"B\":{\"Type\":\"AWS::Connect::User\",\"Properties\":"
                + EmulatorProcess.model("stackb", "{{resolve:secretsmanager:agent}}") + "}}}";
        return "&TemplateBody=" + URLEncoder.encode(template.replace("Lovelace", lastName), UTF_8);
    }

    private static String password(String end) {
        return "&Parameters.member.1.ParameterKey=P&Parameters.member.1.ParameterValue=" + Canary.WORD + end;
    }

    private static String between(String answer, String element) {
        assertThat(answer).contains("<" + element + ">");
        return answer.replaceAll("(?s)^.*?<" + element + ">([^<]*)<.*$", "$1");
    }

    private void status(String wanted) throws Exception {
        String stack = until("DescribeStacks" + STACK, "<StackStatus>[A-Z_]*(COMPLETE|FAILED)<");
        assertThat(stack).as(form("DescribeStackEvents" + STACK)).contains(">" + wanted + "<");
    }

    /** Asks until the answer has it. An operation that was only just accepted is not at its end. */
    private String until(String question, String pattern) throws Exception {
        Pattern wanted = Pattern.compile(pattern);
        String answer = form(question);
        for (int i = 0; i < MOST_QUESTIONS && (!wanted.matcher(answer).find() || answer.contains("CLEANUP")); i++) {
            Thread.sleep(100);
            answer = form(question);
        }
        assertThat(answer).containsPattern(wanted);
        return answer;
    }

    private String form(String question) throws Exception {
        String action = question.replaceAll("&.*", "");
        return canary.saw(
                action,
                emulator.send(
                        "POST",
                        "/",
                        "Version=2010-05-15&Action=" + question,
                        "Content-Type",
                        "application/x-www-form-urlencoded"));
    }
}
