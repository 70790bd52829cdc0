using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace InspectionHub.Web.Data;

/// <summary>Statements kept prepared on the writer's connection, INSERTs made from the model once: a mark costs its two rows, not their compilation.</summary>
internal sealed class Prepared(AppDb db) : IDisposable
{
    private readonly Dictionary<Type, Statement> prepared = [];
    private readonly Dictionary<Type, DbCommand> lookups = [];
    private readonly Dictionary<string, DbCommand> plain = [];

    public void Add(object row)
    {
        if (!prepared.TryGetValue(row.GetType(), out var statement)) prepared[row.GetType()] = statement = Prepare(row.GetType());
        statement.Command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        for (var i = 0; i < statement.Columns.Count; i++)
        {
            var (property, converter) = statement.Columns[i];
            var value = property.PropertyInfo!.GetValue(row);
            statement.Command.Parameters[i].Value = (converter is null ? value : converter.ConvertToProvider(value)) ?? DBNull.Value;
        }
        statement.Command.ExecuteNonQuery();
    }

    /// <summary>Whether a row of this type with this key is there.</summary>
    public bool Has(Type type, Guid id)
    {
        if (!lookups.TryGetValue(type, out var command))
        {
            var entity = db.Model.FindEntityType(type)!;
            var quote = db.GetService<ISqlGenerationHelper>();
            var key = entity.FindPrimaryKey()!.Properties.Single();
            lookups[type] = command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = $"SELECT 1 FROM {quote.DelimitIdentifier(entity.GetTableName()!)} WHERE {quote.DelimitIdentifier(key.GetColumnName())} = @id";
            command.Parameters.Add(key.GetRelationalTypeMapping().CreateParameter(command, "@id", id));
        }
        command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        command.Parameters[0].Value = id;
        return command.ExecuteScalar() is not null;
    }

    /// <summary>Runs a statement without parameters.</summary>
    public void Run(string sql)
    {
        if (!plain.TryGetValue(sql, out var command))
        {
            plain[sql] = command = db.Database.GetDbConnection().CreateCommand();
            command.CommandText = sql;
        }
        command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        foreach (var command in plain.Values.Concat(lookups.Values)) command.Dispose();
        plain.Clear();
        lookups.Clear();
        foreach (var statement in prepared.Values) statement.Command.Dispose();
        prepared.Clear();
    }

    private Statement Prepare(Type type)
    {
        var entity = db.Model.FindEntityType(type)!;
        var quote = db.GetService<ISqlGenerationHelper>();
        var table = StoreObjectIdentifier.Table(entity.GetTableName()!, entity.GetSchema());
        var columns = entity.GetProperties().Select(p => (Property: p, Mapping: p.GetRelationalTypeMapping(), Column: quote.DelimitIdentifier(p.GetColumnName(table)!))).ToList();
        var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = $"INSERT INTO {quote.DelimitIdentifier(table.Name)} ({string.Join(", ", columns.Select(c => c.Column))}) VALUES ({string.Join(", ", columns.Select((_, i) => $"@p{i}"))})";
        for (var i = 0; i < columns.Count; i++) command.Parameters.Add(columns[i].Mapping.CreateParameter(command, $"@p{i}", null, true));
        return new(command, [.. columns.Select(c => (c.Property, c.Mapping.Converter))]);
    }

    private sealed record Statement(DbCommand Command, IReadOnlyList<(IProperty Property, ValueConverter? Converter)> Columns);
}
