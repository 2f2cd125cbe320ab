package connectlocal.cloudformation;

import static connectlocal.cloudformation.Shelf.book;
import static connectlocal.cloudformation.Shelf.template;
import static org.assertj.core.api.Assertions.assertThat;

import connectlocal.shared.Shared;
import connectlocal.tiny.BookProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetType;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.TemplateStage;

/** What can be asked of templates, with a stack and without. */
@ExtendWith(Shared.class)
class TemplateViewsIT {
    private static final String NONE_SUCH = "\"X\":{\"Type\":\"Test::Shelf::Bok\"}";
    private static final String UNRECOGNIZED =
            "ValidationError: Template format error: Unrecognized resource types: [Test::Shelf::Bok]";

    private final Shelf shelf;

    TemplateViewsIT(Shelf shelf) {
        this.shelf = shelf;
    }

    @Test
    void aTypeThatThereIsNot_isRefusedWithoutAStackToo() {
        String body = template(book("A", ""), NONE_SUCH);
        assertThat(shelf.refusal(c -> c.validateTemplate(r -> r.templateBody(body))))
                .isEqualTo(UNRECOGNIZED);
        assertThat(shelf.refusal(c -> c.getTemplateSummary(r -> r.templateBody(body))))
                .isEqualTo(UNRECOGNIZED);
        var summary = shelf.client.getTemplateSummary(
                r -> r.templateBody(body).templateSummaryConfig(c -> c.treatUnrecognizedResourceTypesAsWarnings(true)));
        assertThat(summary.warnings().unrecognizedResourceTypes()).containsExactly("Test::Shelf::Bok");
        assertThat(summary.resourceTypes()).containsExactly("Test::Shelf::Bok", BookProvider.TYPE);
    }

    @Test
    void aTypeThatThereIsNot_butPerhapsAfterATransformOrUnderACondition_isTaken() {
        String transformed = "{\"Transform\":\"AWS::LanguageExtensions\",\"Resources\":{" + NONE_SUCH + "}}";
        shelf.client.validateTemplate(r -> r.templateBody(transformed));
        assertThat(shelf.client
                        .getTemplateSummary(r -> r.templateBody(transformed))
                        .resourceTypes())
                .containsExactly("Test::Shelf::Bok");
        String conditional = "{\"Conditions\":{\"No\":{\"Fn::Equals\":[1,2]}},\"Resources\":{" + book("A", "")
                + ",\"X\":{\"Type\":\"Test::Shelf::Bok\",\"Condition\":\"No\"}}}";
        shelf.client.validateTemplate(r -> r.templateBody(conditional));
        assertThat(shelf.client
                        .getTemplateSummary(r -> r.templateBody(conditional))
                        .resourceTypes())
                .containsExactly("Test::Shelf::Bok", BookProvider.TYPE);
    }

    @Test
    void getTemplate_withoutATransform_isTheSameTextAtEveryStage() {
        String yaml = "Resources:\n  A: # short forms, and a comment\n    Type: Test::Shelf::Book\n"
                + "    Properties: {Shelf: !Sub 's', Title: A}\n";
        shelf.create("s", yaml);
        for (TemplateStage stage : new TemplateStage[] {null, TemplateStage.ORIGINAL, TemplateStage.PROCESSED}) {
            var got = shelf.client.getTemplate(r -> r.stackName("s").templateStage(stage));
            assertThat(got.templateBody()).isEqualTo(yaml);
            assertThat(got.stagesAvailable()).containsExactly(TemplateStage.ORIGINAL, TemplateStage.PROCESSED);
        }
    }

    /** What a transform puts into the text is shown, but not what NoEcho hides. */
    @Test
    void getTemplate_ofATextMadeOfASecret_masksIt() {
        String original = "{\"Transform\":\"AWS::LanguageExtensions\",\"Parameters\":{\"Key\":{\"Type\":\"String\","
                + "\"NoEcho\":true}},\"Resources\":{\"A\":{\"Type\":\"Test::Shelf::Book\",\"Properties\":{\"Shelf\":"
                + "\"Book\",\"Title\":{\"Fn::ToJsonString\":{\"key\":{\"Ref\":\"Key\"}}}}}}}";
        shelf.client.createStack(r -> r.stackName("s")
                .templateBody(original)
                .parameters(Parameter.builder()
                        .parameterKey("Key")
                        .parameterValue("Book")
                        .build())
                .capabilities(Capability.CAPABILITY_AUTO_EXPAND));
        shelf.end("s");
        assertThat(shelf.client.getTemplate(r -> r.stackName("s")).templateBody())
                .contains("\"Type\":\"Test::Shelf::Book\"", "\"Shelf\":\"Book\"", "****")
                .doesNotContain("\\\"Book");
    }

    @Test
    void getTemplate_withATransform_isWhatCameOfItUnlessTheOriginalIsAskedFor() {
        String original = "{\"Transform\":\"AWS::LanguageExtensions\",\"Resources\":{"
                + book("A", ",\"Pages\":" + "{\"Fn::Length\":[1,2,3]}") + "}}";
        shelf.client.createStack(
                r -> r.stackName("s").templateBody(original).capabilities(Capability.CAPABILITY_AUTO_EXPAND));
        shelf.end("s");
        String processed = shelf.client.getTemplate(r -> r.stackName("s")).templateBody();
        assertThat(processed).contains("\"Pages\":3").doesNotContain("Transform");
        assertThat(shelf.client
                        .getTemplate(r -> r.stackName("s").templateStage(TemplateStage.PROCESSED))
                        .templateBody())
                .isEqualTo(processed);
        assertThat(shelf.client
                        .getTemplate(r -> r.stackName("s").templateStage(TemplateStage.ORIGINAL))
                        .templateBody())
                .isEqualTo(original);
    }

    @Test
    void getTemplateSummary_ofAStackThatNeverCameToBe_isRefused() {
        String id = shelf.client
                .createChangeSet(r -> r.stackName("s")
                        .changeSetName("c")
                        .changeSetType(ChangeSetType.CREATE)
                        .templateBody(template(book("A", ""))))
                .stackId();
        assertThat(shelf.refusal(c -> c.getTemplateSummary(r -> r.stackName("s"))))
                .isEqualTo("ValidationError: GetTemplateSummary cannot be called on REVIEW_IN_PROGRESS stacks.");
        shelf.client.deleteStack(r -> r.stackName("s"));
        shelf.end(id);
        assertThat(shelf.refusal(c -> c.getTemplateSummary(r -> r.stackName(id))))
                .isEqualTo("ValidationError: Stack with id " + id + " does not exist");
    }

    @Test
    void capabilitiesReason_namesTheTypesThatNeedThem_thenTheTransforms() {
        String roles = "\"R\":{\"Type\":\"AWS::IAM::Role\"},\"U\":{\"Type\":\"AWS::IAM::User\"},"
                + "\"P\":{\"Type\":\"AWS::IAM::Role\"}";
        var plain = shelf.client.getTemplateSummary(r -> r.templateBody(template(roles, book("A", "")))
                .templateSummaryConfig(c -> c.treatUnrecognizedResourceTypesAsWarnings(true)));
        assertThat(plain.capabilitiesAsStrings()).containsExactly("CAPABILITY_IAM");
        assertThat(plain.capabilitiesReason())
                .isEqualTo("The following resource(s) require capabilities: [AWS::IAM::Role, AWS::IAM::User]");
        String transformed = "{\"Transform\":\"AWS::LanguageExtensions\",\"Resources\":{" + roles + "}}";
        assertThat(shelf.client
                        .getTemplateSummary(r -> r.templateBody(transformed))
                        .capabilitiesReason())
                .isEqualTo("The following resource(s) require capabilities: [AWS::IAM::Role, AWS::IAM::User,"
                        + " AWS::LanguageExtensions]");
    }
}
