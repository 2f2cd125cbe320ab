package connectlocal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import connectlocal.connect.Seed;
import connectlocal.console.Place;
import connectlocal.http.Api;
import connectlocal.http.AwsError;
import connectlocal.http.Regional;
import connectlocal.lambda.Interference;
import connectlocal.lambda.Workplace;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The seed's region, and every other one from the first request that is signed for it. A reset leaves the seed's alone
 * in use. What it takes the others' data from sleeps until it is asked for again, for its functions are warm.
 */
final class RegionMap implements AutoCloseable {
    /** Somewhat more than AWS has; a region costs memory and threads. */
    private static final int AT_MOST = 40;

    private final Seed seed;
    private final Region.Surroundings around;
    private final Interference interference;
    private final Region home;
    private final OpenedOnDemand<Region> others;
    private boolean closed;

    /** @param workplace of the functions of the seed's region; closed with it, also when this throws */
    RegionMap(Seed seed, Region.Surroundings around, Interference interference, Workplace workplace)
            throws IOException {
        this.seed = seed;
        this.around = around;
        this.interference = interference;
        // Its processes take seconds to end, and all other regions would wait for them.
        this.others =
                new OpenedOnDemand<>(AT_MOST, region -> around.background().execute(region::close));
        this.home = new Region(seed, around, workplace);
        home.interferedWithBy(interference);
        try {
            around.state().regions().stream()
                    .filter(region -> !region.equals(home.name()))
                    .forEach(this::other);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    Region home() {
        return home;
    }

    /** The services of all regions. */
    List<Api> apis() {
        return home.apis().stream()
                .<Api>map(api ->
                        new Regional(api, home.name(), region -> other(region).api(api.service()), this::isOpenToUrls))
                .toList();
    }

    /**
     * A page of anybody's can have a browser follow a URL, and forty would use up all regions: unless it is verified.
     */
    private synchronized boolean isOpenToUrls(String region) {
        return others.isUsed(region) || around.options().auth().isPresent();
    }

    /** The names of the regions in use. */
    List<String> names() {
        return inUse().stream().map(Region::name).toList();
    }

    /** What every Connect service holds; those of other regions stand apart. */
    Object state() {
        ObjectNode state = home.state().deepCopy();
        List<Region> all = inUse();
        if (all.size() > 1) {
            ObjectNode others = state.putObject("OtherRegions");
            all.stream().skip(1).forEach(region -> others.set(region.name(), region.state()));
        }
        return state;
    }

    /** What the Connect service of a region holds, in the form of a seed file; empty for a region not in use. */
    Optional<String> asSeed(Optional<String> region) {
        return inUse().stream()
                .filter(open -> open.name().equals(region.orElse(home.name())))
                .findFirst()
                .map(Region::asSeed);
    }

    /** What people are shown of every region in use, the home region first. */
    List<Place> places() {
        return inUse().stream().map(Region::place).toList();
    }

    /**
     * Back to the seed, in all regions or in none.
     *
     * @param first what goes back before them, once it is certain that they do
     */
    void reset(Runnable first) {
        List<Region> all = all();
        around.state().empty(all.stream().map(Region::name).toList(), () -> {
            first.run();
            rest(all);
            all.forEach(Region::reset);
        });
    }

    /** Whoever asks for one of them from now on asks after the reset, and so wakes it. */
    private synchronized void rest(List<Region> all) {
        others.rest(all);
    }

    @Override
    public void close() {
        List<Region> open;
        synchronized (this) {
            closed = true;
            open = all();
        }
        open.forEach(Region::close);
    }

    /** Also those that sleep: a request that was under way may have reached one since. */
    private synchronized List<Region> all() {
        return with(others.open());
    }

    private synchronized List<Region> inUse() {
        return with(others.inUse());
    }

    private List<Region> with(List<Region> elsewhere) {
        var all = new ArrayList<Region>();
        all.add(home);
        all.addAll(elsewhere);
        return all;
    }

    private synchronized Region other(String name) {
        if (!others.isUsed(name) && (closed || others.isFull())) {
            throw new AwsError(
                    "InvalidSignatureException",
                    403,
                    "Credential should be scoped to a valid region: " + AT_MOST
                            + " regions are in use here already, and " + name + " is none of them");
        }
        return others.use(name, this::made);
    }

    private Region made(String name) {
        try {
            Region.Surroundings lazy = around.onDemand();
            var workplace =
                    Workplace.open(lazy.options().providers(), lazy.options().functions());
            Region made = new Region(seed.elsewhere(name), lazy, workplace);
            made.interferedWithBy(interference);
            return made;
        } catch (IOException e) {
            throw new UncheckedIOException("the region " + name + " cannot be opened", e);
        }
    }
}
