package dev.tollgate.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;

/// How a visitor works a page.
enum Hand {
    MOUSE {
        @Override
        void press(Locator control) {
            control.click();
        }

        @Override
        void type(Locator field, String text) {
            field.fill(text);
        }
    },
    FINGER {
        @Override
        void press(Locator control) {
            control.tap();
        }

        @Override
        void type(Locator field, String text) {
            field.tap();
            field.fill(text);
        }
    },
    /// Tab, Space and Enter alone.
    KEYBOARD {
        @Override
        void press(Locator control) {
            walkTo(control);
            boolean space = isA(control, "checkbox") || isA(control, "radio");
            control.page().keyboard().press(space ? "Space" : "Enter");
        }

        @Override
        void type(Locator field, String text) {
            walkTo(field);
            Page page = field.page();
            page.keyboard().press("Control+A");
            page.keyboard().type(text);
        }
    };

    private static final int LONGEST_WALK = 80;

    abstract void press(Locator control);

    abstract void type(Locator field, String text);

    /// Tabs until the control has the focus, and looks whether that is to be seen.
    private static void walkTo(Locator control) {
        assertThat(control).isVisible();
        for (int tabs = 0; !hasFocus(control); tabs++) {
            assertThat(tabs).as("the keyboard reaches %s", control).isLessThan(LONGEST_WALK);
            control.page().keyboard().press("Tab");
        }
        assertThat(control.evaluate(OUTLINE)).as("focus on %s is visible", control).isEqualTo(true);
    }

    private static boolean hasFocus(Locator control) {
        return (boolean) control.evaluate("control => control === document.activeElement");
    }

    private static boolean isA(Locator control, String type) {
        return (boolean) control.evaluate("(control, type) => control.type === type", type);
    }

    private static final String OUTLINE =
            """
            control => {
                const style = getComputedStyle(control);
                return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
            }""";
}
