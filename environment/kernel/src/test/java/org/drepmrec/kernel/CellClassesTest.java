package org.drepmrec.kernel;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.drepmrec.kernel.TestKernel.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Cells use the classes of other cells as if all were in one package. */
@ParameterizedClass(name = "{0}")
@MethodSource("org.drepmrec.kernel.Jdks#all")
class CellClassesTest {

    private static TestKernel kernel;

    @Parameter
    Path jdk;

    @BeforeParameterizedClassInvocation
    static void start(Path jdk) throws Exception {
        kernel = new TestKernel(jdk, Map.of());
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        kernel.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                """
                // members that are open to the package, or protected
                class P { int a = 1; protected int b = 2; P(int a) { this.a = a; } static int c() { return 4; } }
                var p = new P(5);
                p.a + p.b + P.c()
                11""",
                """
                // an override of a method that is open to the package
                class Animal { String name() { return "?"; } String all() { return name() + name(); } }
                class Cat extends Animal { @Override String name() { return "cat"; } }
                Animal animal = new Cat();
                animal.all()
                catcat""",
                """
                // an override of a protected method
                abstract class Shape { protected abstract double area(); }
                class Square extends Shape { protected double area() { return 4; } }
                new Square().area()
                4.0""",
                """
                // a sealed type
                sealed interface Node permits Leaf, Pair {}
                record Leaf(int v) implements Node {}
                record Pair(Node l, Node r) implements Node {}
                int sum(Node n) { return n instanceof Leaf f ? f.v() : n instanceof Pair p ? sum(p.l()) + sum(p.r()) : -1; }
                sum(new Pair(new Leaf(1), new Pair(new Leaf(2), new Leaf(3))))
                6""",
                """
                // an enumeration, whose switch has a class of its own
                enum Color { RED, GREEN { @Override String hex() { return "0f0"; } }; String hex() { return "f00"; } }
                String said(Color c) { switch (c) { case RED: return "r"; default: return c.hex(); } }
                said(Color.RED) + said(Color.GREEN)
                r0f0""",
                """
                // classes that need each other
                class A { B other; int depth() { return other == null ? 1 : 1 + other.depth(); } }
                class B { A other; int depth() { return other == null ? 1 : 1 + other.depth(); } }
                A a = new A();
                a.other = new B();
                a.other.other = new A();
                a.depth()
                3""",
                """
                // methods that need each other
                boolean even(int n) { return n == 0 || odd(n - 1); }
                boolean odd(int n) { return n != 0 && even(n - 1); }
                even(10)
                true""",
                """
                // type parameters, an inner class, a default method
                interface Source<T extends Comparable<T>> { T next(); default T twice() { next(); return next(); } }
                class Numbers implements Source<Integer> { int n; class Step { int by = 2; } public Integer next() { return n += new Step().by; } }
                Source<Integer> source = new Numbers();
                source.twice()
                4""",
                """
                // an exception
                class Wrong extends Exception { int code; Wrong(int code) { this.code = code; } }
                int risky(int n) throws Wrong { if (n > 1) throw new Wrong(n); return n; }
                int caught(int n) { try { return risky(n); } catch (Wrong w) { return 100 + w.code; } }
                caught(7)
                107""",
                """
                // a class that is found by its name
                class Named implements Serializable { int a = 3; }
                Class<?> found = Class.forName(Named.class.getName());
                found.getDeclaredConstructor().newInstance() instanceof Named
                true""",
                """
                // a proxy for interfaces of two cells
                interface One { int one(); }
                interface Two { int two(); }
                ClassLoader loader = One.class.getClassLoader();
                Object both = java.lang.reflect.Proxy.newProxyInstance(loader, new Class<?>[] {One.class, Two.class}, (p, m, args) -> 3);
                ((One) both).one() + ((Two) both).two()
                6""",
            })
    void cellsUseEachOthersClasses(String lines) {
        List<String> cells = lines.lines().toList();
        cells.subList(0, cells.size() - 2).forEach(CellClassesTest::ok);
        assertEquals(cells.get(cells.size() - 1), result(cells.get(cells.size() - 2)));
    }

    @Test
    void privateMembersStayPrivate() {
        ok("class Closed { private int hidden = 1; }");
        assertEquals("error", kernel.execute("new Closed().hidden").status());
        assertEquals(
                "false",
                result(
                        "java.lang.reflect.Modifier.isPublic(Closed.class.getDeclaredField(\"hidden\").getModifiers())"));
    }

    private static void ok(String cell) {
        Answer answer = kernel.execute(cell);
        assertEquals("ok", answer.status(), () -> cell + answer.reply());
    }

    private static String result(String expression) {
        Answer answer = kernel.execute(expression);
        assertEquals("ok", answer.status(), () -> expression + answer.reply());
        return answer.result("text/plain");
    }
}
