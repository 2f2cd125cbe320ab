package connectlocal.cloudformation.template.model;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * One parameter as a template declares it.
 *
 * @param type as written, e.g. {@code Number} or {@code AWS::SSM::Parameter::Value<String>}
 * @param defaultValue as text; numbers as they are written
 */
public record ParameterDeclaration(
        String name,
        String type,
        Optional<String> defaultValue,
        boolean noEcho,
        Optional<String> description,
        List<String> allowedValues,
        Optional<String> allowedPattern,
        Optional<String> constraintDescription,
        Optional<BigDecimal> minLength,
        Optional<BigDecimal> maxLength,
        Optional<BigDecimal> minValue,
        Optional<BigDecimal> maxValue) {}
