// Apache Velocity 1.7, set as API Gateway is: nanoseconds that one rendering takes, JSON text in, text out, the template
// parsed once and the JVM warm. usage: Peer TEMPLATE BODY SECONDS

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.commons.lang.StringEscapeUtils;
import org.apache.velocity.Template;
import org.apache.velocity.VelocityContext;
import org.apache.velocity.app.VelocityEngine;
import org.apache.velocity.app.event.EventCartridge;
import org.apache.velocity.app.event.InvalidReferenceEventHandler;
import org.apache.velocity.context.Context;
import org.apache.velocity.util.introspection.Info;

public class Peer {
    static final ObjectMapper JSON = new ObjectMapper();

    public static class Input {
        private final Object body;

        Input(String body) throws Exception {
            this.body = JSON.readValue(body, Object.class);
        }

        /** Members one below the other are all that the timed templates ask for. */
        public Object path(String path) {
            Object value = body;
            for (String name : path.split("\\.")) {
                if (!name.equals("$")) value = value instanceof Map ? ((Map<?, ?>) value).get(name) : null;
            }
            return value;
        }

        public String params(String name) {
            return "";
        }
    }

    public static class Util {
        public String escapeJavaScript(Object value) {
            return value == null ? null : StringEscapeUtils.escapeJavaScript(value.toString());
        }
    }

    /** A reference without a value is an empty string. */
    public static class Empty implements InvalidReferenceEventHandler {
        public Object invalidGetMethod(Context context, String reference, Object object, String property, Info info) {
            return "";
        }

        public boolean invalidSetMethod(Context context, String left, String right, Info info) {
            return false;
        }

        public Object invalidMethod(Context context, String reference, Object object, String method, Info info) {
            return "";
        }
    }

    static final VelocityEngine ENGINE = new VelocityEngine();

    static String render(Template template, String body) throws Exception {
        VelocityContext context = new VelocityContext();
        EventCartridge events = new EventCartridge();
        events.addEventHandler(new Empty());
        events.attachToContext(context);
        context.put("input", new Input(body));
        context.put("util", new Util());
        context.put("context", new java.util.HashMap<String, Object>(Map.of("responseOverride", new java.util.HashMap<>())));
        StringWriter out = new StringWriter();
        template.merge(context, out);
        return out.toString();
    }

    public static void main(String[] arguments) throws Exception {
        ENGINE.setProperty("resource.loader", "string");
        ENGINE.setProperty("string.resource.loader.class", "org.apache.velocity.runtime.resource.loader.StringResourceLoader");
        ENGINE.setProperty("runtime.log.logsystem.class", "org.apache.velocity.runtime.log.NullLogChute");
        ENGINE.init();
        org.apache.velocity.runtime.resource.loader.StringResourceLoader.getRepository()
            .putStringResource("template", Files.readString(Path.of(arguments[0])));
        Template template = ENGINE.getTemplate("template");
        String body = Files.readString(Path.of(arguments[1]));
        double seconds = Double.parseDouble(arguments[2]);
        // An engine that leaves out half of a resume is quick.
        if (render(template, body).length() < body.length() / 2) {
            throw new IllegalStateException("writes too little");
        }
        // The first half of the time warms up.
        long start = System.nanoTime();
        List<Long> times = new ArrayList<>();
        while (System.nanoTime() - start < seconds * 2e9 || times.isEmpty()) {
            long before = System.nanoTime();
            render(template, body);
            long after = System.nanoTime();
            if (after - start > seconds * 1e9) times.add(after - before);
        }
        Collections.sort(times);
        System.out.println(times.get(times.size() / 2) + " ns a render");
    }
}
