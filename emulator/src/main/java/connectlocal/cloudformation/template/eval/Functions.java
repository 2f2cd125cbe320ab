package connectlocal.cloudformation.template.eval;

import com.fasterxml.jackson.databind.JsonNode;
import connectlocal.cloudformation.template.model.TemplateError;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The table of functions. */
public final class Functions {
    private static final Set<String> BOOLEAN = Set.of("Fn::Equals", "Fn::And", "Fn::Or", "Fn::Not");
    private static final Set<String> EXTENSIONS = Set.of("Fn::Length", "Fn::ToJsonString");
    private static final Map<String, Function> TABLE = new LinkedHashMap<>();
    private static final String SUPPORTED = "[Fn::Base64, Fn::GetAtt, Fn::GetAZs, Fn::ImportValue, Fn::Join, Fn::Split,"
            + " Fn::FindInMap, Fn::Select, Ref, Fn::Equals, Fn::If, Fn::Not, Condition, Fn::And, Fn::Or, Fn::Contains,"
            + " Fn::EachMemberEquals, Fn::EachMemberIn, Fn::ValueOf, Fn::ValueOfAll, Fn::RefAll, Fn::Sub, Fn::Cidr]";

    static {
        TABLE.put(Intrinsic.REF, Lookups::ref);
        TABLE.put(Intrinsic.GET_ATT, Lookups::getAtt);
        TABLE.put("Fn::ImportValue", Lookups::importValue);
        TABLE.put(Intrinsic.FIND_IN_MAP, Lookups::findInMap);
        TABLE.put(Intrinsic.IF, Lookups::choose);
        TABLE.put(Intrinsic.SUB, TextFunctions::sub);
        TABLE.put("Fn::Join", TextFunctions::join);
        TABLE.put("Fn::Base64", TextFunctions::base64);
        TABLE.put("Fn::ToJsonString", TextFunctions::toJsonString);
        TABLE.put("Fn::Split", ListFunctions::split);
        TABLE.put("Fn::Select", ListFunctions::select);
        TABLE.put("Fn::GetAZs", ListFunctions::getAZs);
        TABLE.put("Fn::Cidr", ListFunctions::cidr);
        TABLE.put("Fn::Length", ListFunctions::length);
    }

    private Functions() {}

    /** One function: its argument not yet evaluated, and where the call stands. */
    @FunctionalInterface
    interface Function {
        JsonNode apply(Evaluator evaluator, JsonNode argument, String path);
    }

    static JsonNode call(Evaluator evaluator, Intrinsic call, String path) {
        checkKnown(call.name(), evaluator.scope().extensions());
        Function function = TABLE.get(call.name());
        if (function == null) {
            throw new TemplateError("Template error: " + call.name() + " cannot be partially collapsed");
        }
        return function.apply(evaluator, call.argument(), path);
    }

    /** Refuses functions that there are not, or not without the transform AWS::LanguageExtensions. */
    public static void checkKnown(String name, boolean extensions) {
        if (name.equals("Fn::Transform")) {
            throw new TemplateError("Template error: Fn::Transform is not supported; the only transform that is"
                    + " supported is AWS::LanguageExtensions");
        }
        boolean known = TABLE.containsKey(name) || BOOLEAN.contains(name) || RuleFunctions.NAMES.contains(name);
        if (!known || EXTENSIONS.contains(name) && !extensions) {
            throw new TemplateError("Template error: Encountered unsupported function: " + name
                    + " Supported functions are: " + SUPPORTED
                    + (known ? "; it needs the transform AWS::LanguageExtensions" : ""));
        }
    }
}
