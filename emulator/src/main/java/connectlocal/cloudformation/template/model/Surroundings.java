package connectlocal.cloudformation.template.model;

import java.util.List;
import java.util.Optional;

/** Everything outside the template that evaluating it needs: pseudo parameters and what is looked up elsewhere. */
public interface Surroundings {
    String accountId();

    String region();

    String partition();

    String urlSuffix();

    String stackName();

    String stackId();

    List<String> notificationArns();

    /** The value exported under a name, for {@code Fn::ImportValue}. */
    Optional<String> export(String name);

    /**
     * What a dynamic reference stands for.
     *
     * @param service {@code secretsmanager}, {@code ssm} or {@code ssm-secure}
     * @param reference the text after {@code resolve:SERVICE:}
     */
    Optional<String> secret(String service, String reference);

    /** The value of a parameter in the Parameter Store, for {@code AWS::SSM::Parameter::Value<…>}. */
    Optional<String> ssmParameter(String name);

    /** For {@code Fn::GetAZs}. */
    List<String> availabilityZones(String region);
}
