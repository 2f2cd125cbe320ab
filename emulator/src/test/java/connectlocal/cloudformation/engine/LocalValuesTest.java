package connectlocal.cloudformation.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalValuesTest {
    @TempDir
    private Path directory;

    @Test
    void secret_everyFormOfReference_isResolved() throws Exception {
        LocalValues values = load("""
            secretsmanager:
              plain: top
              agent: {password: Secret1, pin: 4711}
              text: '{"password": "Secret2"}'
            ssm: {/app/pw: Secret3}
            """);
        assertThat(values.secret("secretsmanager", "plain")).contains("top");
        assertThat(values.secret("secretsmanager", "agent:SecretString:password"))
                .contains("Secret1");
        assertThat(values.secret("secretsmanager", "agent:SecretString:pin:AWSCURRENT"))
                .contains("4711");
        assertThat(values.secret("secretsmanager", "text:SecretString:password"))
                .contains("Secret2");
        assertThat(values.secret(
                        "secretsmanager",
                        "arn:aws:secretsmanager:us-east-1:123456789012:secret:agent-AbCdEf:SecretString:password"))
                .contains("Secret1");
        assertThat(values.secret("ssm-secure", "/app/pw:3")).contains("Secret3");
        assertThat(values.ssmParameter("/app/pw")).contains("Secret3");
        assertThat(values.secret("secretsmanager", "agent:SecretString:other")).isEmpty();
        assertThat(values.secret("ssm", "none")).isEmpty();
    }

    @Test
    void load_brokenFile_saysSoWithoutQuotingIt() {
        assertThatThrownBy(() -> load("secretsmanager: {a: Secret9"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("neither YAML nor JSON")
                .hasMessageNotContaining("Secret9")
                .hasNoCause();
        assertThatThrownBy(() -> load("- Secret9"))
                .hasMessageContaining("expected the sections secretsmanager and ssm")
                .hasMessageNotContaining("Secret9");
        assertThatThrownBy(() -> LocalValues.load(directory.resolve("absent"))).hasMessageContaining("cannot be read");
    }

    private LocalValues load(String text) throws Exception {
        return LocalValues.load(Files.writeString(directory.resolve("secrets.yaml"), text));
    }
}
