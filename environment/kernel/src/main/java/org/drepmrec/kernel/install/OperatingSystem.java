package org.drepmrec.kernel.install;

/** What differs between operating systems in the command that starts a kernel. */
enum OperatingSystem {
    LINUX("java", ":"),
    MACOS("java", ":"),
    WINDOWS("java.exe", ";");

    private final String java;
    private final String pathSeparator;

    OperatingSystem(String java, String pathSeparator) {
        this.java = java;
        this.pathSeparator = pathSeparator;
    }

    /** By the property {@code os.name}; all that is neither macOS nor Windows keeps its files as Linux does. */
    static OperatingSystem named(String name) {
        return name.startsWith("Mac") ? MACOS : name.startsWith("Windows") ? WINDOWS : LINUX;
    }

    /** The file name of the Java launcher. */
    String java() {
        return java;
    }

    /** What separates the entries of a class path. */
    String pathSeparator() {
        return pathSeparator;
    }
}
