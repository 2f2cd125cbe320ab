package connectlocal.cloudformation.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** DescribeStackResource shows Metadata with what it asks of resources, not with what a change set knows of them. */
class ShownMetadataTest extends LibraryRig {
    private static final String X = book(
            "X",
            "\"Name\":\"x\"",
            ",\"Metadata\":{\"n\":2.5,\"v\":{\"Ref\":\"V\"},\"t\":{\"Fn::Sub\":\"of ${V.Title}\"}}");

    private static String v(String name) {
        return book("V", "\"Name\":\"" + name + "\",\"Title\":\"old\"");
    }

    private String metadata() {
        return engine.resources().resource("s", "X").path("Metadata").asText(null);
    }

    @Test
    void metadata_hasTheValuesOfResources_alsoAfterARestartAndAReplacement() throws Exception {
        create(template(v("v"), X));
        String shown = "{\"n\":2.5,\"v\":\"id-v\",\"t\":\"of old\"}";
        assertThat(metadata()).isEqualTo(shown);
        killed();
        assertThat(metadata()).isEqualTo(shown);
        update(template(v("w"), X), StackStatus.UPDATE_COMPLETE);
        assertThat(metadata()).isEqualTo(shown.replace("id-v", "id-w"));
    }

    /** It is what the stack was before, whose template says it. */
    @Test
    void metadata_ofAResourceThatAFailedUpdateHasNotReached_isAsBefore() throws Exception {
        create(template(v("v"), X));
        refused.put("CREATE f", "AccessDenied");
        String later = X.replace("{\"n\"", "{\"f\":{\"Ref\":\"F\"},\"n\"");
        engine.stacks()
                .update(StackRequestBuilder.forStack("s", template(v("v"), book("F", "\"Name\":\"f\""), later))
                        .disableRollback(true)
                        .build());
        await("s", StackStatus.UPDATE_FAILED);
        assertThat(metadata()).isEqualTo("{\"n\":2.5,\"v\":\"id-v\",\"t\":\"of old\"}");
    }

    /** Both templates look the same until what they ask of is there. */
    @Test
    void metadata_ofAResourceThatAFailedUpdateHasNotReached_asksWhatItAskedBefore() throws Exception {
        create(template(v("v"), X));
        String before = metadata();
        refused.put("CREATE f", "AccessDenied");
        String later = X.replace("\"Ref\":\"V\"", "\"Ref\":\"F\"");
        assertThat(later).isNotEqualTo(X);
        engine.stacks()
                .update(StackRequestBuilder.forStack("s", template(v("v"), book("F", "\"Name\":\"f\""), later))
                        .disableRollback(true)
                        .build());
        await("s", StackStatus.UPDATE_FAILED);
        assertThat(metadata()).isEqualTo(before);
    }

    @Test
    void metadata_thatAsksForWhatIsNotThere_isNotShown() throws Exception {
        create(template(v("v"), X));
        resource("V").now = resource("V").now.nameless();
        assertThat(metadata()).isNull();
    }
}
