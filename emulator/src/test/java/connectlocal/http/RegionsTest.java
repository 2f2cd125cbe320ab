package connectlocal.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RegionsTest {
    @ParameterizedTest
    @CsvSource({
        "us-east-1, aws",
        "eu-central-1, aws",
        "cn-north-1, aws-cn",
        "us-gov-west-1, aws-us-gov",
        "us-isob-east-1, aws-iso-b",
        "eusc-de-east-1, aws-eusc"
    })
    void partition_ofARegion_isTheOneOfItsArns(String region, String partition) {
        assertThat(Regions.partition(region)).isEqualTo(partition);
    }
}
