package software.amazon.connect.user;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/** Tells the framework which schema this type has and which of its properties holds the tags. */
class Configuration extends BaseConfiguration {

    Configuration() {
        super("aws-connect-user.json");
    }

    /**
     * The model's own tags, which the framework merges over the stack's, before it holds the model against the schema:
     * what is no tag is left for that. The last of two equal keys wins here; create and update refuse both.
     */
    @Override
    public Map<String, String> resourceDefinedTags(ResourceModel model) {
        if (model == null || model.getTags() == null) {
            return null;
        }
        Map<String, String> tags = new LinkedHashMap<>();
        model.getTags().stream().filter(Objects::nonNull).forEach(tag -> tags.put(tag.getKey(), tag.getValue()));
        return tags;
    }
}
