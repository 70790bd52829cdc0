using InspectionHub.Web.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace InspectionHub.Tests.Web.Pages;

/// <summary>A hub without data whose disk can fail.</summary>
public sealed class ShakyHubInside() : HubInside(false)
{
    private Shaky? factory;

    /// <summary>Until it is put back nothing is read and nothing written.</summary>
    public IDisposable Break() => new Broken(factory!);

    protected override void Replace(IServiceCollection own) =>
        own.AddSingleton<IDbContextFactory<AppDb>>(parts => factory = new Shaky(parts.GetRequiredService<IDbContextFactory<SqliteAppDb>>()));

    private sealed class Shaky(IDbContextFactory<SqliteAppDb> sound) : IDbContextFactory<AppDb>
    {
        public bool IsBroken { get; set; }

        public AppDb CreateDbContext() => IsBroken ? throw new SqliteException("disk I/O error", 10) : sound.CreateDbContext();
    }

    private sealed class Broken : IDisposable
    {
        private readonly Shaky factory;

        public Broken(Shaky factory) => (this.factory = factory).IsBroken = true;

        public void Dispose() => factory.IsBroken = false;
    }
}
