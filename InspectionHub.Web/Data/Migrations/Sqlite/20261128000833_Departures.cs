using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace InspectionHub.Web.Data.Migrations.Sqlite
{
    /// <inheritdoc />
    public partial class Departures : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Class",
                table: "RectificationSteps",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Salts",
                table: "PlanEntries",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Salts",
                table: "PaperSteps",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Salts",
                table: "Appointments",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "DataQuestions",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "TEXT", nullable: false),
                    CountyId = table.Column<int>(type: "INTEGER", nullable: false),
                    Year = table.Column<int>(type: "INTEGER", nullable: false),
                    BatchId = table.Column<int>(type: "INTEGER", nullable: false),
                    UnitCode = table.Column<string>(type: "TEXT", nullable: false),
                    IsAnswer = table.Column<bool>(type: "INTEGER", nullable: false),
                    Text = table.Column<string>(type: "TEXT", nullable: false),
                    PersonId = table.Column<string>(type: "TEXT", nullable: false),
                    PersonName = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false),
                    LedgerSeq = table.Column<long>(type: "INTEGER", nullable: false),
                    Salts = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DataQuestions", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "InspectionDepartures",
                columns: table => new
                {
                    InspectionId = table.Column<Guid>(type: "TEXT", nullable: false),
                    PersonId = table.Column<string>(type: "TEXT", nullable: false),
                    At = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_InspectionDepartures", x => new { x.InspectionId, x.PersonId });
                    table.ForeignKey(
                        name: "FK_InspectionDepartures_InspectionMembers_InspectionId_PersonId",
                        columns: x => new { x.InspectionId, x.PersonId },
                        principalTable: "InspectionMembers",
                        principalColumns: new[] { "InspectionId", "PersonId" },
                        onDelete: ReferentialAction.Cascade);
                });

            // Who had left keeps the day; the column that held it goes.
            migrationBuilder.Sql("INSERT INTO InspectionDepartures (InspectionId, PersonId, At) SELECT InspectionId, PersonId, LeftAt FROM InspectionMembers WHERE LeftAt IS NOT NULL");

            // By hand: EF would rebuild the table outside the transaction, and a kill in between would leave half an upgrade that no start could finish.
            migrationBuilder.Sql("ALTER TABLE \"InspectionMembers\" DROP COLUMN \"LeftAt\"");

            migrationBuilder.CreateIndex(
                name: "IX_DataQuestions_CountyId_Year_BatchId",
                table: "DataQuestions",
                columns: new[] { "CountyId", "Year", "BatchId" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "DataQuestions");

            migrationBuilder.DropTable(
                name: "InspectionDepartures");

            migrationBuilder.DropColumn(
                name: "Class",
                table: "RectificationSteps");

            migrationBuilder.DropColumn(
                name: "Salts",
                table: "PlanEntries");

            migrationBuilder.DropColumn(
                name: "Salts",
                table: "PaperSteps");

            migrationBuilder.DropColumn(
                name: "Salts",
                table: "Appointments");

            migrationBuilder.AddColumn<long>(
                name: "LeftAt",
                table: "InspectionMembers",
                type: "INTEGER",
                nullable: true);
        }
    }
}
