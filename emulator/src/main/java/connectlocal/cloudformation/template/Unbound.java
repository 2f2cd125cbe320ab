package connectlocal.cloudformation.template;

import connectlocal.cloudformation.template.model.Surroundings;
import connectlocal.cloudformation.template.model.TemplateError;
import java.util.List;
import java.util.Optional;

/** The surroundings of a template that no stack has yet: whatever asks for them cannot be known. */
final class Unbound implements Surroundings {
    private static TemplateError unknown() {
        return new TemplateError("Template error: the value is known only to a stack");
    }

    @Override
    public String accountId() {
        throw unknown();
    }

    @Override
    public String region() {
        throw unknown();
    }

    @Override
    public String partition() {
        throw unknown();
    }

    @Override
    public String urlSuffix() {
        throw unknown();
    }

    @Override
    public String stackName() {
        throw unknown();
    }

    @Override
    public String stackId() {
        throw unknown();
    }

    @Override
    public List<String> notificationArns() {
        throw unknown();
    }

    @Override
    public Optional<String> export(String name) {
        throw unknown();
    }

    @Override
    public Optional<String> secret(String service, String reference) {
        throw unknown();
    }

    @Override
    public Optional<String> ssmParameter(String name) {
        throw unknown();
    }

    @Override
    public List<String> availabilityZones(String region) {
        throw unknown();
    }
}
