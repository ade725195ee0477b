/// The packaged program as people use it: a browser in front, the jar behind, and a phone made of
/// programs that are not ours. Start with [SeedProcedureIntegrationTests], the main job step by
/// step.
@NullMarked
package dev.tollgate.browser;

import org.jspecify.annotations.NullMarked;
