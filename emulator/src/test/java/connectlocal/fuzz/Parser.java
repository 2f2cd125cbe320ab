package connectlocal.fuzz;

import connectlocal.auth.KeyFile;
import connectlocal.cloudformation.engine.LocalValues;
import connectlocal.connect.Seed;
import connectlocal.faults.FaultFile;
import connectlocal.faults.Quotas;
import connectlocal.state.StateDirectory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What reads bytes that a stranger chose. The first byte of an input chooses among the operations of a parser, the
 * others are what it reads, so that one small file holds a whole case.
 */
enum Parser {
    /** JSON of Amazon Connect. */
    CONNECT {
        private static final List<String> CALLS = List.of(
                "PUT /users/I",
                "POST /search-users",
                "POST /users/I/U/config",
                "POST /users/I/U/phone-config",
                "POST /users/I/U/identity-info",
                "POST /users/I/U/associate-proficiencies",
                "POST /users/I/U/disassociate-proficiencies",
                "POST /users/I/U/proficiencies",
                "POST /users/I/U/hierarchy",
                "POST /users/I/U/security-profiles",
                "POST /users/I/U/routing-profile",
                "PUT /instance",
                "PUT /queues/I",
                "PUT /routing-profiles/I",
                "PUT /hours-of-operations/I",
                "PUT /security-profiles/I",
                "PUT /predefined-attributes/I");

        @Override
        Optional<Target.Call> call(int choice, byte[] bytes) {
            String[] chosen = CALLS.get(choice % CALLS.size())
                    .replace("/I", "/" + Target.INSTANCE)
                    .replace("/U", "/" + Target.USER)
                    .split(" ");
            return Optional.of(Target.Call.of(chosen[0], chosen[1], "application/json", bytes));
        }
    },

    /** JSON of the services that are chosen by a header. */
    TARGETED {
        private static final List<String> CALLS = List.of(
                "CloudApiService.CreateResource",
                "CloudApiService.UpdateResource",
                "CloudApiService.GetResource",
                "CloudApiService.ListResources",
                "CloudApiService.ListResourceRequests",
                "CloudApiService.GetResourceRequestStatus",
                "CloudApiService.DeleteResource",
                "AmazonSSM.PutParameter",
                "AmazonSSM.GetParameters");

        @Override
        Optional<Target.Call> call(int choice, byte[] bytes) {
            return Optional.of(Target.Call.of("POST", "/", "application/x-amz-json-1.0", bytes)
                    .with("X-Amz-Target", CALLS.get(choice % CALLS.size())));
        }
    },

    /** A resource's model as it stands inside of a request. */
    MODEL {
        private static final List<String> TYPES = List.of(
                "AWS::Connect::HoursOfOperation",
                "AWS::Connect::Queue",
                "AWS::Connect::RoutingProfile",
                "AWS::Connect::SecurityProfile",
                "AWS::Connect::Instance",
                "AWS::Connect::PredefinedAttribute",
                "AWS::Connect::UserHierarchyGroup");

        @Override
        Optional<Target.Call> call(int choice, byte[] bytes) {
            String body = "{\"TypeName\":\"%s\",\"DesiredState\":%s}"
                    .formatted(TYPES.get(choice % TYPES.size()), Target.quoted(bytes));
            return TARGETED.call(0, body.getBytes(StandardCharsets.UTF_8));
        }
    },

    /** A JSON Patch for a resource that is there. */
    PATCH {
        @Override
        Optional<Target.Call> call(int choice, byte[] bytes) {
            String body = "{\"TypeName\":\"AWS::Connect::Instance\",\"Identifier\":\"%s\",\"PatchDocument\":%s}"
                    .formatted(Target.INSTANCE_ARN, Target.quoted(bytes));
            return TARGETED.call(1, body.getBytes(StandardCharsets.UTF_8));
        }
    },

    /** What a function is invoked with, read before the function gets it; no process of it is started. */
    INVOKE {
        private static final List<String> QUERIES = List.of("", "?Qualifier=%24LATEST");

        @Override
        Optional<Target.Call> call(int choice, byte[] bytes) {
            String path = "/2015-03-31/functions/" + Target.FUNCTION + "/invocations" + QUERIES.get(choice % 2);
            return Optional.of(
                    Target.Call.of("POST", path, "application/json", bytes).with("X-Amz-Invocation-Type", "DryRun"));
        }
    },

    /** A request of Cloud Control with the model of a packaged type, whose schema refuses what the fuzzer thinks of. */
    PACKAGED {
        @Override
        Optional<Target.Call> call(int choice, byte[] bytes) {
            String model = new String(bytes, StandardCharsets.UTF_8).replaceFirst("\\}\\s*$", ",\"No such\":1}");
            String body = "{\"TypeName\":\"%s\",\"DesiredState\":%s}"
                    .formatted(Target.TYPE, Target.quoted(model.getBytes(StandardCharsets.UTF_8)));
            return TARGETED.call(0, body.getBytes(StandardCharsets.UTF_8));
        }
    },

    /** A seed file, which is read without any service. */
    SEED {
        @Override
        Optional<Target.Call> call(int choice, byte[] bytes) {
            return file(bytes, Seed::load);
        }
    },

    /** A file of secrets, of key pairs, of faults or of quotas. */
    FILE {
        @Override
        Optional<Target.Call> call(int choice, byte[] bytes) {
            List<Consumer<Path>> readers = List.of(
                    LocalValues::load,
                    KeyFile::read,
                    file -> FaultFile.gather(List.of(), Optional.of(file), Map.of(), "123456789012"),
                    file -> Quotas.of(file.toString(), System::nanoTime));
            return file(bytes, readers.get(choice % readers.size()));
        }
    },

    /** The log of kept state. */
    STATE {
        @Override
        Optional<Target.Call> call(int choice, byte[] bytes) {
            try {
                Path directory = Files.createTempDirectory("state");
                Path log = Files.write(directory.resolve("state.log"), bytes);
                try {
                    StateDirectory.open(directory, "123456789012", "us-east-1").close();
                } catch (IllegalArgumentException refused) {
                    Target.require(refused.getMessage() != null, "a log was refused without a word");
                    Target.require(Arrays.equals(bytes, Files.readAllBytes(log)), "a log that was refused is another");
                } finally {
                    for (String name : List.of("state.log", "state.log.next", "key", "lock", "")) {
                        Files.deleteIfExists(directory.resolve(name));
                    }
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return Optional.empty();
        }
    },

    /** A stack policy, with a stack of its own. */
    POLICY {
        @Override
        Optional<Target.Call> call(int choice, byte[] bytes) {
            String body = "Action=CreateStack&StackName=p" + Integer.toHexString(Arrays.hashCode(bytes))
                    + "&TemplateBody="
                    + URLEncoder.encode(
                            "{\"Resources\":{\"W\":{\"Type\":\"AWS::CloudFormation::WaitConditionHandle\"}}}",
                            StandardCharsets.UTF_8)
                    + "&StackPolicyBody="
                    + URLEncoder.encode(new String(bytes, StandardCharsets.UTF_8), StandardCharsets.UTF_8);
            return FORM.call(0, body.getBytes(StandardCharsets.UTF_8));
        }
    },

    /** A template, JSON or YAML, looked at and deployed. */
    TEMPLATE {
        private static final List<String> CALLS = List.of(
                "Action=CreateStack&StackName=fuzz&Capabilities.member.1=CAPABILITY_AUTO_EXPAND",
                "Action=GetTemplateSummary",
                "Action=ValidateTemplate",
                "Action=CreateChangeSet&StackName=fuzz2&ChangeSetName=c&ChangeSetType=CREATE"
                        + "&Capabilities.member.1=CAPABILITY_AUTO_EXPAND");

        @Override
        Optional<Target.Call> call(int choice, byte[] bytes) {
            String text = new String(bytes, StandardCharsets.UTF_8);
            String body = CALLS.get(choice % CALLS.size()) + "&TemplateBody="
                    + URLEncoder.encode(text, StandardCharsets.UTF_8);
            return FORM.call(0, body.getBytes(StandardCharsets.UTF_8));
        }
    },

    /** The body of a form, with all that it may name. */
    FORM {
        private static final List<String> SERVICES = List.of("cloudformation", "sts", "");

        @Override
        Optional<Target.Call> call(int choice, byte[] bytes) {
            String service = SERVICES.get(choice % SERVICES.size());
            var call = Target.Call.of("POST", "/", "application/x-www-form-urlencoded; charset=utf-8", bytes);
            return Optional.of(service.isEmpty() ? call : call.with("Authorization", Target.signedFor(service)));
        }
    },

    /** The header of a signature; the call has nothing else that says which service it is for. */
    SIGNATURE {
        @Override
        Optional<Target.Call> call(int choice, byte[] bytes) {
            String value = Target.headerText(bytes);
            var call = Target.Call.of(
                    "POST", "/", "application/x-www-form-urlencoded", Target.bytes("Action=GetCallerIdentity"));
            return Optional.of(
                    choice % 2 == 0
                            ? call.with("Authorization", value)
                            : call.with("Authorization", Target.signedFor("sts"))
                                    .with("X-Amz-Date", value));
        }
    },

    /** Path and query, with what a presigned URL would say. */
    ADDRESS {
        @Override
        Optional<Target.Call> call(int choice, byte[] bytes) {
            String method = List.of("GET", "PUT", "DELETE", "HEAD").get(choice % 4);
            return Optional.of(Target.Call.of(method, "/" + Target.headerText(bytes), "text/plain", new byte[0])
                    .with("X-Amz-Security-Token", "x"));
        }
    };

    /** What is to be asked for an input; empty when the parser has been called and has done well. */
    abstract Optional<Target.Call> call(int choice, byte[] bytes);

    private static Optional<Target.Call> file(byte[] bytes, Consumer<Path> reader) {
        try {
            Path file = Files.createTempFile("fuzz", ".yaml");
            try {
                reader.accept(Files.write(file, bytes));
            } catch (IllegalArgumentException refused) {
                Target.require(refused.getMessage() != null, "a file was refused without a word");
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Optional.empty();
    }

    /** The folder of its corpus. */
    String folder() {
        return name().toLowerCase(Locale.ROOT);
    }
}
