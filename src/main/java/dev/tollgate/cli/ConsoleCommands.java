package dev.tollgate.cli;

import java.io.InputStream;
import picocli.CommandLine;

/// The commands of the server's own console.
public final class ConsoleCommands {

    private ConsoleCommands() {}

    /// Adds them to the program's command line, with the way in which the whole of it reports
    /// failures.
    ///
    /// @param in where `--password-file -` reads
    public static void addTo(CommandLine program, Core.Opener opener, InputStream in) {
        Terminal terminal = new Terminal(program, in);
        program.addSubcommand(new SetUpCommand(opener, terminal));
        program.addSubcommand(new SetUpLinkCommand(opener, terminal));
        program.addSubcommand(account(opener, terminal));
        program.addSubcommand(policy(opener, terminal));
        program.addSubcommand(audit(opener, terminal));
        program.addSubcommand(keys(opener, terminal));
        program.addSubcommand(new BackupCommand(opener, terminal));
        program.addSubcommand(new RestoreCommand(opener, terminal));
        Failures failures = new Failures(terminal);
        program.setExecutionExceptionHandler(failures::refuse);
        program.setParameterExceptionHandler(failures::misuse);
        program.setExpandAtFiles(false);
    }

    private static CommandLine account(Core.Opener opener, Terminal terminal) {
        return new CommandLine(new AccountCommand())
                .addSubcommand(new ResetTwoFactorCommand(opener, terminal))
                .addSubcommand(new UnlockCommand(opener, terminal))
                .addSubcommand(new ResetPasswordCommand(opener, terminal))
                .addSubcommand(new CreateSuperAdminCommand(opener, terminal));
    }

    private static CommandLine policy(Core.Opener opener, Terminal terminal) {
        return new CommandLine(new PolicyCommand())
                .addSubcommand(new LiftIpRestrictionCommand(opener, terminal));
    }

    private static CommandLine audit(Core.Opener opener, Terminal terminal) {
        return new CommandLine(new AuditCommand())
                .addSubcommand(new AuditVerifyCommand(opener, terminal));
    }

    private static CommandLine keys(Core.Opener opener, Terminal terminal) {
        return new CommandLine(new KeysCommand())
                .addSubcommand(new ListKeysCommand(opener, terminal))
                .addSubcommand(new NewKeyCommand(opener, terminal))
                .addSubcommand(new RotateKeysCommand(opener, terminal))
                .addSubcommand(new DropKeyCommand(opener, terminal))
                .addSubcommand(new AbandonKeysCommand(opener, terminal));
    }
}
