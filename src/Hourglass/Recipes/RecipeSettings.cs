using Hourglass.Data;
using Hourglass.Losses;
using Hourglass.Numerics;
using Hourglass.Settings;

namespace Hourglass;

/// <summary>Reads the options that all recipes share, for recipes of one's own.</summary>
public static class RecipeSettings
{
    /// <summary>The networks that <c>network</c>, <c>hidden</c>, <c>channels</c>, <c>latent</c> and their kin describe.</summary>
    /// <param name="settings">The options.</param>
    /// <param name="shape">The shape of one example.</param>
    /// <param name="latent">The recipe's own default of the latent size.</param>
    /// <param name="hidden">The recipe's own default of the dense network's hidden layers.</param>
    public static Networks Networks(this SettingValues settings, DataShape shape, int latent, ValueList<int> hidden) =>
        NetworkParameters.Read(settings, shape, latent, hidden);

    /// <summary>The loss that <c>loss</c> and its kin describe.</summary>
    /// <param name="settings">The options.</param>
    /// <param name="data">Decides the default.</param>
    public static Loss Loss(this SettingValues settings, DataTraits data) => NetworkParameters.ReadLoss(settings, data);
}
