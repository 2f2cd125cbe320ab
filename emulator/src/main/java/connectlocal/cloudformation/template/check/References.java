package connectlocal.cloudformation.template.check;

import com.fasterxml.jackson.databind.JsonNode;
import connectlocal.cloudformation.template.eval.Functions;
import connectlocal.cloudformation.template.eval.Intrinsic;
import connectlocal.cloudformation.template.eval.SubText;
import connectlocal.cloudformation.template.model.TemplateError;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds what a part of a template mentions. */
public final class References {
    private static final String GET_ATT =
            "Template error: every Fn::GetAtt object requires two non-empty parameters, the"
                    + " resource name and the resource attribute";

    private final Optional<Map<String, Boolean>> conditions;
    private final boolean extensions;
    private final Set<Reference> found = new LinkedHashSet<>();

    private References(Optional<Map<String, Boolean>> conditions, boolean extensions) {
        this.conditions = conditions;
        this.extensions = extensions;
    }

    /**
     * Everything mentioned, in order.
     *
     * @param conditions with them, only the branches of Fn::If that are taken count
     */
    public static Set<Reference> in(JsonNode node, Optional<Map<String, Boolean>> conditions, boolean extensions) {
        References references = new References(conditions, extensions);
        references.collect(node);
        return references.found;
    }

    private void collect(JsonNode node) {
        Optional<Intrinsic> call = Intrinsic.of(node);
        if (call.isEmpty()) {
            node.forEach(this::collect);
            return;
        }
        JsonNode argument = call.get().argument();
        Functions.checkKnown(call.get().name(), extensions);
        switch (call.get().name()) {
            case Intrinsic.REF -> ref(argument);
            case Intrinsic.GET_ATT -> getAtt(argument);
            case Intrinsic.SUB -> sub(argument);
            case Intrinsic.IF -> choose(argument);
            default -> collect(argument);
        }
    }

    private void ref(JsonNode argument) {
        if (argument.isTextual()) {
            found.add(new Reference(argument.textValue(), null, Intrinsic.REF));
        } else if (extensions && argument.isObject()) {
            collect(argument);
        } else {
            throw new TemplateError("Template error: every Ref object must have a single String value.");
        }
    }

    private void getAtt(JsonNode argument) {
        boolean two = argument.isArray() && argument.size() == 2;
        if (!two || isEmpty(argument.get(0)) || isEmpty(argument.get(1))) {
            throw new TemplateError(GET_ATT);
        }
        if (!argument.get(0).isTextual() && !(extensions && argument.get(0).isObject())) {
            throw new TemplateError(GET_ATT);
        }
        if (argument.get(0).isTextual()) {
            String attribute = argument.get(1).isTextual() ? argument.get(1).textValue() : "*";
            found.add(new Reference(argument.get(0).textValue(), attribute, Intrinsic.GET_ATT));
        } else {
            collect(argument.get(0));
        }
        collect(argument.get(1));
    }

    private static boolean isEmpty(JsonNode name) {
        return name.isTextual() && name.textValue().isEmpty();
    }

    private void sub(JsonNode argument) {
        JsonNode text = argument.isArray() ? argument.path(0) : argument;
        JsonNode variables = argument.isArray() ? argument.path(1) : argument.path("none");
        if (text.isTextual()) {
            for (SubText.Part part : SubText.parts(text.textValue())) {
                if (part.variable() && !variables.has(part.text())) {
                    int dot = part.text().indexOf('.');
                    String name = dot < 0 ? part.text() : part.text().substring(0, dot);
                    found.add(new Reference(name, dot < 0 ? null : part.text().substring(dot + 1), Intrinsic.SUB));
                }
            }
        }
        variables.forEach(this::collect);
    }

    private void choose(JsonNode argument) {
        Boolean holds =
                conditions.map(known -> known.get(argument.path(0).asText())).orElse(null);
        if (holds == null || argument.size() != 3) {
            argument.forEach(this::collect);
        } else {
            collect(argument.get(holds ? 1 : 2));
        }
    }
}
